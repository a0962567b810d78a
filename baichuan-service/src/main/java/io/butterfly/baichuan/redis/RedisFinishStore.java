package io.butterfly.baichuan.redis;

import static io.butterfly.baichuan.redis.Answers.by;
import static io.butterfly.baichuan.redis.Answers.list;
import static io.butterfly.baichuan.redis.Answers.number;
import static io.butterfly.baichuan.redis.Answers.text;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.finish.Ended;
import io.butterfly.baichuan.finish.Expiry;
import io.butterfly.baichuan.finish.FinishStore;
import io.butterfly.baichuan.finish.Held;
import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.redis.format.Pickle;
import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.format.Zlib;
import io.butterfly.baichuan.redis.link.Args;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.redis.link.Script;
import io.lettuce.core.KeyValue;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finishing, step by step: hashes by {@code finish.lua}, {@code requeue.lua}, {@code renew.lua}; then the index by
 * their followers.
 */
@Singleton
final class RedisFinishStore implements FinishStore {
    private static final Script FINISH = Script.load("finish", "ttl");
    private static final Script CONCLUDE = Script.load("conclude", "groups");
    private static final Script REQUEUE = Script.load("requeue");
    private static final Script GIVE_BACK = Script.load("giveback", "groups", "places");
    private static final Script END = Script.ofSteps("end", List.of("ttl", "finish"), List.of("groups", "conclude"));
    private static final String ANY_HANDLER = "@";
    private static final String END_KEYS = String.join("\n", concludeKeys(ANY_HANDLER));
    private static final int LIMITED = 12;
    private static final Script EXPIRE = Script.load("expire");
    private static final Script UNMARK = Script.load("unmark");
    private static final Script RENEW = Script.load("renew");
    private static final Script RETAIN = Script.load("retain", "ttl");

    private final RedisLink redis;
    private final Clock clock;

    RedisFinishStore(RedisLink redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public Concluded finish(List<Outcome.End> outcomes) {
        if (!redis.isOneServer()) {
            List<LeaseResult<Ended>> judged = end(outcomes);
            return new Concluded(judged, conclude(LeaseResult.accepted(judged), WHENEVER));
        }
        Args first = Args.of(String.join("\n", UtcText.now(clock), ANY_HANDLER, Keys.message(""), END_KEYS));
        Set<String> freed = new HashSet<>();
        List<LeaseResult<Ended>> judged =
                judged(END, outcomes, Outcome.End::id, first, RedisFinishStore::values, (end, answer) -> {
                    if (number(answer.get(LIMITED)) == 1) {
                        freed.add(text(answer.get(1)));
                    }
                    return ended(end, answer);
                });
        RedisLink.await(unmark(LeaseResult.accepted(judged)));
        return new Concluded(judged, freed);
    }

    @Override
    public List<LeaseResult<Ended>> end(List<Outcome.End> outcomes) {
        return judged(
                FINISH,
                outcomes,
                Outcome.End::id,
                Args.of(UtcText.now(clock)),
                RedisFinishStore::values,
                RedisFinishStore::ended);
    }

    private static Object[] values(Outcome.End end) {
        Verdict verdict = end.verdict();
        return new Object[] {
            end.lease(),
            seen(end.seen()),
            verdict.isRetryable() ? 1 : 0,
            verdict.status().word(),
            verdict.stat(),
            Pickle.write(verdict.result()),
            Zlib.write(verdict.exception())
        };
    }

    private static Ended ended(Outcome.End end, List<Object> answer) {
        return new Ended(
                end.id(),
                text(answer.get(1)),
                end.verdict(),
                (int) number(answer.get(2)),
                (int) number(answer.get(3)),
                Double.parseDouble(text(answer.get(4))),
                (int) number(answer.get(5)),
                text(answer.get(6)),
                text(answer.get(7)),
                text(answer.get(8)),
                text(answer.get(9)),
                text(answer.get(10)),
                text(answer.get(11)));
    }

    @Override
    public List<LeaseResult<Requeued>> requeue(List<Outcome.Requeue> outcomes) {
        return judged(
                REQUEUE,
                outcomes,
                Outcome.Requeue::id,
                Args.of(UtcText.now(clock)),
                requeue -> new Object[] {
                    requeue.lease(), seen(requeue.seen()), requeue.why().counter(), requeue.delayMillis()
                },
                (requeue, answer) -> new Requeued(requeue.id(), text(answer.get(1)), number(answer.get(2))));
    }

    private static String seen(long leaseUntil) {
        return leaseUntil == 0 ? "" : Long.toString(leaseUntil);
    }

    /** Runs a script over the hashes of those who ask and reads what it says to each. */
    private <O, T> List<LeaseResult<T>> judged(
            Script script,
            List<O> asking,
            Function<O, String> id,
            Args first,
            Function<O, Object[]> values,
            BiFunction<O, List<Object>, T> accepted) {
        List<String> keys = asking.stream().map(id).map(Keys::message).toList();
        List<Object> told = redis.each(script, keys, first, place -> values.apply(asking.get(place)));
        List<LeaseResult<T>> judged = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            judged.add(judge(asking.get(i), list(told.get(i)), accepted));
        }
        return judged;
    }

    private static <O, T> LeaseResult<T> judge(O asked, List<Object> answer, BiFunction<O, List<Object>, T> accepted) {
        if (text(answer.get(0)).equals("RETRY")) {
            return new LeaseResult.Postponed<>((int) number(answer.get(1)), (int) number(answer.get(2)));
        }
        Stat stat = Stat.valueOf(text(answer.get(0)));
        return stat == Stat.OK
                ? new LeaseResult.Accepted<>(accepted.apply(asked, answer))
                : new LeaseResult.Refused<>(stat);
    }

    @Override
    public Set<String> conclude(List<Ended> ended, long lapsedBy) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        Map<String, List<Ended>> byHandler = by(Ended::handler, ended);
        byHandler.forEach((handler, ofHandler) -> {
            Args args = Args.of(lapsedBy);
            ofHandler.forEach(
                    message -> args.add(message.id(), message.verdict().status().word(), message.keep()));
            answers.add(redis.run(CONCLUDE, concludeKeys(handler), args));
        });
        RedisLink.await(unmark(ended));
        Iterator<List<Object>> told = RedisLink.await(answers).iterator();
        return byHandler.keySet().stream()
                .filter(handler -> number(told.next().getFirst()) == 1)
                .collect(Collectors.toSet());
    }

    /** Equal messages may be published again. */
    private List<CompletionStage<List<Object>>> unmark(List<Ended> ended) {
        return ended.stream()
                .filter(message -> !message.uniqueKey().isEmpty())
                .map(message -> redis.run(
                        UNMARK, List.of(Keys.unique(message.handler(), message.uniqueKey())), Args.of(message.id())))
                .toList();
    }

    @Override
    public void letGo(String handler, List<String> ended, List<String> gone, long lapsedBy) {
        Args args = Args.of(lapsedBy);
        ended.forEach(id -> args.add(id, Status.FAILED.word(), 0)); // it is in its registry already
        gone.forEach(id -> args.add(id, "", 0));
        if (!ended.isEmpty() || !gone.isEmpty()) {
            redis.call(CONCLUDE, concludeKeys(handler), args);
        }
    }

    @Override
    public List<Expiry> expire(List<String> ids) {
        Verdict verdict = Verdict.expired();
        Args args = Args.of(
                UtcText.now(clock), verdict.stat(), Pickle.write(verdict.result()), Zlib.write(verdict.exception()));
        List<Object> told = redis.each(EXPIRE, ids.stream().map(Keys::message).toList(), args, place -> new Object[0]);
        List<Expiry> expiries = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            expiries.add(expiry(ids.get(i), told.get(i)));
        }
        return expiries;
    }

    private static Expiry expiry(String id, Object told) {
        return told instanceof Long later
                ? new Expiry.Later(id, later)
                : switch (text(told)) {
                    case "expired" -> new Expiry.Expired(id);
                    case "gone" -> new Expiry.Gone(id);
                    default -> new Expiry.Ended(id);
                };
    }

    static List<String> concludeKeys(String handler) {
        return Keys.places(
                handler,
                Keys.wip(handler),
                Keys.lease(handler),
                Keys.finished(handler),
                Keys.failed(handler),
                Keys.ending(handler),
                Keys.expiring(handler));
    }

    @Override
    public void giveBack(List<Requeued> requeued, long lapsedBy) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>();
        by(Requeued::handler, requeued).forEach((handler, ofHandler) -> {
            Args args = Args.of(lapsedBy);
            ofHandler.forEach(message -> args.add(message.id(), message.due()));
            answers.add(redis.run(GIVE_BACK, Keys.places(handler, Keys.wip(handler), Keys.lease(handler)), args));
        });
        RedisLink.await(answers);
    }

    @Override
    public List<LeaseResult<Held>> renew(List<Lease> leases, Duration lasting) {
        List<LeaseResult<Held>> judged = judged(
                RENEW,
                leases,
                Lease::id,
                Args.of(lasting.toMillis()),
                lease -> new Object[] {lease.token()},
                (lease, answer) ->
                        new Held(lease.id(), text(answer.get(1)), number(answer.get(2)), number(answer.get(3)) == 1));
        by(Held::handler, LeaseResult.accepted(judged))
                .forEach((handler, ofHandler) -> RedisClaimStore.extend(redis, handler, ofHandler));
        return judged;
    }

    @Override
    public List<Ended> ended(List<String> ids) {
        List<CompletionStage<List<KeyValue<String, byte[]>>>> answers = new ArrayList<>();
        ids.forEach(id -> answers.add(redis.commands().hmget(Keys.message(id), Fields.OF_ENDED)));
        List<List<KeyValue<String, byte[]>>> hashes = RedisLink.await(answers);
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Fields fields = Fields.of(hashes.get(i));
            if (fields.bytes().containsKey("origin") && fields.status().isEnded()) {
                ended.add(fields.ended(ids.get(i)));
            }
        }
        return ended;
    }

    @Override
    public void settle(List<Ended> ended, List<String> expiring) {
        List<CompletionStage<Long>> marks = new ArrayList<>();
        if (!expiring.isEmpty()) {
            redis.each(RETAIN, expiring.stream().map(Keys::message).toList(), new Args(), place -> new Object[0]);
        }
        by(Ended::handler, ended).forEach((handler, ofHandler) -> {
            byte[][] ids = ofHandler.stream()
                    .map(message -> message.id().getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            marks.add(redis.commands().zrem(Keys.ending(handler), ids));
        });
        RedisLink.await(marks);
    }
}
