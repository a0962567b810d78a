package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.baichuan.claim.ClaimStore;
import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.butterfly.kernel.ReqId;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Claiming, step by step: {@code take.lua}, {@code start.lua}, and {@code extend.lua} for those whose timeout is shorter than the lease. */
@Singleton
final class RedisClaimStore implements ClaimStore {
  private static final Script TAKE = Script.load("take");
  private static final Script START = Script.load("start");
  private static final Script EXTEND = Script.load("extend");

  private final RedisLink redis;
  private final Clock clock;
  private final long leaseMillis;

  RedisClaimStore(RedisLink redis, Clock clock, @Value("${baichuan.lease:30s}") Duration lease) {
    this.redis = redis;
    this.clock = clock;
    this.leaseMillis = lease.toMillis();
  }

  @Override
  public Map<String, Long> waiting(List<String> handlers) {
    List<CompletionStage<Long>> answers = new ArrayList<>();
    for (String handler : handlers) {
      answers.add(redis.commands().llen(Keys.queue(handler)));
    }
    Map<String, Long> waiting = new LinkedHashMap<>();
    List<Long> lengths = RedisLink.await(answers);
    for (int i = 0; i < handlers.size(); i++) {
      if (lengths.get(i) > 0) {
        waiting.put(handlers.get(i), lengths.get(i));
      }
    }
    return waiting;
  }

  @Override
  public List<String> take(String handler, int limit) {
    List<String> keys = List.of(Keys.queue(handler), Keys.wip(handler), Keys.lease(handler));
    return Answers.texts(redis.call(TAKE, keys, Args.of(limit, leaseMillis)));
  }

  @Override
  public List<Execution> start(String handler, List<String> ids, String worker) {
    List<String> leases = ids.stream().map(id -> ReqId.next()).toList();
    Args first = Args.of(worker, UtcText.now(clock), leaseMillis, Draft.DEFAULT_RESULT_TTL);
    List<Object> started = redis.each(START, ids.stream().map(Keys::message).toList(), first, place -> new Object[] {leases.get(place)});
    return executions(handler, ids, leases, started);
  }

  private List<Execution> executions(String handler, List<String> ids, List<String> leases, List<Object> started) {
    List<Execution> executions = new ArrayList<>();
    List<Held> shortOnes = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      List<Object> answer = list(started.get(i));
      if (text(answer.get(0)).equals("started")) {
        int timeout = (int) number(answer.get(2));
        executions.add(new Execution(
            ids.get(i), handler, text(answer.get(1)), (int) number(answer.get(3)), (int) number(answer.get(6)), leases.get(i), timeout,
            text(answer.get(4))));
        if (timeout > 0 && timeout * 1000L < leaseMillis) {
          shortOnes.add(new Held(ids.get(i), handler, number(answer.get(5)), false));
        }
      }
    }
    extend(redis, handler, shortOnes);
    return executions;
  }

  static void extend(RedisLink redis, String handler, List<Held> held) {
    if (!held.isEmpty()) {
      Args args = new Args();
      held.forEach(message -> args.add(message.id(), message.leaseUntil()));
      redis.call(EXTEND, List.of(Keys.wip(handler), Keys.lease(handler)), args);
    }
  }
}
