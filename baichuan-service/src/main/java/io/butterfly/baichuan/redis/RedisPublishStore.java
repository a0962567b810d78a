package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.by;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.PublishStore;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Publishing, step by step: {@code announce.lua}, {@code create.lua}, {@code enqueue.lua}. */
@Singleton
final class RedisPublishStore implements PublishStore {
  private static final Script ANNOUNCE = Script.load("announce");
  private static final Script CREATE = Script.load("create");
  private static final Script ENQUEUE = Script.load("enqueue");
  private static final long CREATE_WITHIN_MILLIS = ANNOUNCED.toMillis() / 2;

  private final RedisLink redis;
  private final Clock clock;

  RedisPublishStore(RedisLink redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public Map<String, Status> find(List<String> ids) {
    List<CompletionStage<List<KeyValue<String, byte[]>>>> answers = new ArrayList<>();
    for (String id : ids) {
      answers.add(redis.commands().hmget(Keys.message(id), "status", "origin"));
    }
    Map<String, Status> found = new HashMap<>();
    List<List<KeyValue<String, byte[]>>> fields = RedisLink.await(answers);
    for (int i = 0; i < ids.size(); i++) {
      KeyValue<String, byte[]> status = fields.get(i).get(0);
      if (status.hasValue() && fields.get(i).get(1).hasValue()) {
        found.put(ids.get(i), Status.of(Answers.text(status.getValue())));
      }
    }
    return found;
  }

  @Override
  public long announce(List<Draft> drafts) {
    List<CompletionStage<List<Object>>> answers = new ArrayList<>();
    List<CompletionStage<Long>> queues = new ArrayList<>();
    by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
      queues.add(redis.commands().sadd(Keys.QUEUES, Keys.queue(handler).getBytes(StandardCharsets.UTF_8)));
      List<String> owing = ofHandler.stream().filter(Draft::owesOnFinish).map(Draft::id).toList();
      List<String> others = ofHandler.stream().filter(draft -> !draft.owesOnFinish()).map(Draft::id).toList();
      Args args = Args.of(owing.size()).add(owing.toArray()).add(others.toArray());
      answers.add(redis.run(ANNOUNCE, List.of(Keys.pending(handler), Keys.ending(handler)), args));
    });
    RedisLink.await(queues);
    return RedisLink.await(answers).stream().map(List::getFirst).mapToLong(Answers::number).min().orElseThrow();
  }

  @Override
  public Optional<List<Optional<Status>>> create(List<Draft> drafts, long announced) {
    String now = UtcText.now(clock);
    List<String> keys = drafts.stream().map(draft -> Keys.message(draft.id())).toList();
    List<Object> statuses = redis.each(CREATE, keys, Args.of(announced, CREATE_WITHIN_MILLIS), place -> fields(drafts.get(place), now));
    if (statuses.contains(null)) {
      return Optional.empty();
    }
    return Optional.of(Answers.texts(statuses).stream().map(status -> Optional.of(status).filter(word -> !word.isEmpty()).map(Status::of)).toList());
  }

  private static Object[] fields(Draft draft, String now) {
    List<Object> fields = new ArrayList<>(List.of(
        "data", draft.params(), "origin", draft.handler(), "status", Status.QUEUED.word(), "created_at", now, "enqueued_at", now,
        "timeout", draft.timeout(), "ip", draft.ip(), "handle_worker", "", "attempt", 1, "max_attempts", draft.maxAttempts(),
        "trace_id", draft.traceId()));
    if (draft.resultTtl() != Draft.DEFAULT_RESULT_TTL) {
      fields.addAll(List.of("result_ttl", draft.resultTtl(), "failure_ttl", draft.failureTtl()));
    }
    if (draft.owesOnFinish()) {
      fields.addAll(List.of("on_finish", draft.onFinish()));
    }
    if (!draft.source().isEmpty()) {
      fields.addAll(List.of("source", draft.source()));
    }
    fields.addFirst(fields.size());
    return fields.toArray();
  }

  @Override
  public void enqueue(List<Draft> drafts) {
    List<CompletionStage<List<Object>>> answers = new ArrayList<>();
    by(Draft::handler, drafts).forEach((handler, ofHandler) -> {
      Args args = new Args();
      ofHandler.forEach(draft -> args.add(draft.id(), 0));
      answers.add(redis.run(
          ENQUEUE, List.of(Keys.pending(handler), Keys.queue(handler), Keys.delayed(handler), Keys.lease(handler)), args));
    });
    RedisLink.await(answers);
  }
}
