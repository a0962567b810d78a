package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.baichuan.claim.ClaimStore;
import io.butterfly.baichuan.claim.Started;
import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScoredValueScanCursor;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * Claiming, in one go where Redis and the queue allow it: {@code claim.lua}. Else step by step: {@code take.lua} or
 * {@code pick.lua}, {@code start.lua}, and in either case {@code extend.lua} for those whose timeout is shorter than
 * the lease.
 */
@Singleton
final class RedisClaimStore implements ClaimStore {
    private static final Script TAKE = Script.load("take");
    private static final Script CLAIM = Script.ofSteps("claim", List.of("take"), List.of("start"));
    private static final Script PICK = Script.load("pick", "groups", "room");
    private static final List<String> RULED = List.of("{");
    private static final Script START = Script.load("start");
    private static final int MOST_AT_ONCE = 500;
    private static final int FEW = 8;
    private static final ScanArgs IN_HANDS = ScanArgs.Builder.limit(500);
    private static final Script EXTEND = Script.load("extend");

    private final RedisLink redis;
    private final Clock clock;

    RedisClaimStore(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Map<String, Long> waiting(List<String> handlers) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        for (String handler : handlers) {
            answers.add(redis.commands().llen(Keys.queue(handler)));
            answers.add(redis.commands().zcard(Keys.urgent(handler)));
            answers.add(redis.commands().zcard(Keys.turns(handler)));
        }
        Map<String, Long> waiting = new LinkedHashMap<>();
        List<Long> lengths = RedisLink.await(answers);
        for (int i = 0; i < handlers.size(); i++) {
            long count =
                    lengths.get(3 * i) + lengths.get(3 * i + 1) + lengths.get(3 * i + 2); // of a group, one at least
            if (count > 0) {
                waiting.put(handlers.get(i), count);
            }
        }
        return waiting;
    }

    @Override
    public Optional<Started> claim(String handler, int limit, long length, Taker taker) {
        if (!redis.isOneServer()) {
            return Optional.empty();
        }
        List<String> keys = new ArrayList<>(toTake(handler));
        keys.add(Keys.message(""));
        Args args = Args.of(limit, length).add(toStart(taker)).add(taker.token());
        List<Object> told = redis.call(CLAIM, keys, args);
        if (told.size() == 1) { // the queue has rules
            return Optional.empty();
        }
        List<String> ids = Answers.texts(told.get(0));
        return Optional.of(sorted(
                handler,
                ids,
                leases(taker.token(), ids.size()),
                list(told.get(1)),
                taker.lease().toMillis()));
    }

    private static List<String> leases(String token, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(nth -> token + nth).toList();
    }

    @Override
    public List<Lease> startedUnder(Set<String> tokens, String handler) {
        List<Lease> started = new ArrayList<>();
        ScanCursor cursor = ScanCursor.INITIAL;
        do {
            ScoredValueScanCursor<byte[]> step =
                    RedisLink.await(redis.commands().zscan(Keys.lease(handler), cursor, IN_HANDS));
            List<String> ids = step.getValues().stream()
                    .map(value -> text(value.getValue()))
                    .toList();
            List<byte[]> leases = RedisLink.await(ids.stream()
                    .map(id -> redis.commands().hget(Keys.message(id), "lease"))
                    .toList());
            for (int i = 0; i < ids.size(); i++) {
                String lease = text(leases.get(i));
                if (tokens.contains(lease.substring(0, lease.lastIndexOf('.') + 1))) {
                    started.add(new Lease(ids.get(i), lease));
                }
            }
            cursor = step;
        } while (!cursor.isFinished());
        return started;
    }

    private static List<String> toTake(String handler) {
        return List.of(
                Keys.queue(handler), Keys.rules(handler), Keys.paused(handler), Keys.wip(handler), Keys.lease(handler));
    }

    private Object[] toStart(Taker taker) {
        return new Object[] {taker.worker(), UtcText.now(clock), taker.lease().toMillis(), Options.DEFAULT_RESULT_TTL};
    }

    @Override
    public List<String> take(String handler, int limit, Duration lease) {
        List<String> taken = Answers.texts(redis.call(TAKE, toTake(handler), Args.of(limit, lease.toMillis())));
        return taken.equals(RULED) ? pick(handler, limit, lease) : taken;
    }

    private List<String> pick(String handler, int limit, Duration lease) {
        List<String> keys =
                Keys.places(handler, Keys.wip(handler), Keys.lease(handler), Keys.paused(handler), Keys.rate(handler));
        return Answers.texts(redis.call(PICK, keys, Args.of(limit, lease.toMillis())));
    }

    @Override
    public int startable() {
        return redis.isOneServer() ? MOST_AT_ONCE : FEW;
    }

    @Override
    public Started start(String handler, List<String> ids, long length, Taker taker) {
        List<String> leases = leases(taker.token(), ids.size());
        List<Object> started = redis.each(
                START,
                ids.stream().map(Keys::message).toList(),
                Args.of(toStart(taker)).add(length),
                place -> new Object[] {leases.get(place)});
        return sorted(handler, ids, leases, started, taker.lease().toMillis());
    }

    private Started sorted(
            String handler, List<String> ids, List<String> leases, List<Object> answers, long leaseMillis) {
        Started started = new Started(
                ids.size(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            List<Object> answer = list(answers.get(i));
            switch (text(answer.getFirst())) {
                case "started" -> {
                    Execution execution = execution(ids.get(i), handler, leases.get(i), answer);
                    started.executions().add(execution);
                    if (execution.timeout() > 0
                            && execution.timeout() * 1000L < leaseMillis) { // taken for longer than it may run
                        held.add(new Held(ids.get(i), handler, number(answer.get(5)), false));
                    }
                }
                case "over" -> started.over().add(ids.get(i));
                case "ended" -> started.ended().add(ids.get(i));
                case "gone" -> started.gone().add(ids.get(i));
                case "expired" -> started.expired().add(ids.get(i));
                default -> {} // somebody else has it
            }
        }
        extend(redis, handler, held);
        return started;
    }

    private static Execution execution(String id, String handler, String lease, List<Object> started) {
        String traceId = text(started.get(4));
        String params = traceId.isEmpty()
                ? Answers.wholeText(started.get(1))
                : text(started.get(1)); // another producer's may be any bytes
        return new Execution(
                id,
                handler,
                params,
                (int) number(started.get(3)),
                (int) number(started.get(6)),
                lease,
                (int) number(started.get(2)),
                traceId);
    }

    static void extend(RedisLink redis, String handler, List<Held> held) {
        if (!held.isEmpty()) {
            Args args = new Args();
            held.forEach(message -> args.add(message.id(), message.leaseUntil()));
            redis.call(EXTEND, List.of(Keys.wip(handler), Keys.lease(handler)), args);
        }
    }
}
