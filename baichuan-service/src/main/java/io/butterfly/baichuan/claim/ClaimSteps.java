package io.butterfly.baichuan.claim;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.message.Defaults;
import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Args;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Scan;
import io.butterfly.baichuan.redis.Script;
import io.butterfly.baichuan.redis.UtcText;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

/**
 * The steps of claiming, one after the other: ids are taken from the index, then their hashes are started. Each has
 * been written when it returns.
 */
@Singleton
public final class ClaimSteps {
    private static final Script TAKE = Script.load("claim/take");
    private static final Script PICK = Script.load("claim/pick");
    private static final Script START = Script.load("claim/start");
    private static final int MOST_AT_ONCE = 500;
    private static final int FEW = 8;
    private static final int SCANNED_AT_ONCE = 500;

    private final RedisLink redis;
    private final StartedMessages started;
    private final Clock clock;

    ClaimSteps(RedisLink redis, StartedMessages started, Clock clock) {
        this.redis = redis;
        this.started = started;
        this.clock = clock;
    }

    /** @param token what the lease of each message begins with */
    public record Taker(String worker, Duration lease, String token) {
        List<String> leases(int count) {
            return IntStream.rangeClosed(1, count).mapToObj(nth -> token + nth).toList();
        }

        /** The first values that {@code claim/start.lua} takes. */
        Args args(Clock clock, long length) {
            return Args.of(worker, UtcText.now(clock), lease.toMillis(), Defaults.RESULT_TTL, length);
        }
    }

    /**
     * Ids that were taken from a queue, in order.
     *
     * @param leaseUntil when their lease in the index runs out (ms): by this they are known as taken here
     */
    public record Taken(List<String> ids, long leaseUntil) {
        static Taken read(List<Object> answer) {
            return new Taken(Answers.texts(answer.get(1)), Answers.number(answer.get(0)));
        }
    }

    /** How many messages each of these handlers has in its queue; those without any are left out. */
    Map<String, Long> waiting(List<String> handlers) {
        List<CompletionStage<Long>> answers = new ArrayList<>();
        for (String handler : handlers) {
            answers.add(redis.commands().llen(Keys.queue(handler)));
            answers.add(redis.commands().zcard(Keys.urgent(handler)));
            answers.add(redis.commands().zcard(Keys.turns(handler)));
        }
        Map<String, Long> waiting = new LinkedHashMap<>();
        List<Long> lengths = await(answers);
        for (int i = 0; i < handlers.size(); i++) {
            long count =
                    lengths.get(3 * i) + lengths.get(3 * i + 1) + lengths.get(3 * i + 2); // of a group, one at least
            if (count > 0) {
                waiting.put(handlers.get(i), count);
            }
        }
        return waiting;
    }

    /** From the queue into {@code mq:wip} and {@code mq:lease}. */
    public Taken take(String handler, int limit, Duration lease) {
        List<Object> taken = redis.call(TAKE, Keys.indexesToTake(handler), Args.of(limit, lease.toMillis()));
        boolean isRuled = taken.size() == 1;
        return Taken.read(
                isRuled ? redis.call(PICK, Keys.indexesToPick(handler), Args.of(limit, lease.toMillis())) : taken);
    }

    /**
     * How many messages may be started together before it is known how large they are: on one server one script counts
     * their bytes, on a cluster each server counts only its own.
     */
    int startable() {
        return redis.isOneServer() ? MOST_AT_ONCE : FEW;
    }

    /**
     * Starts those of the taken messages that are queued, each under a lease of its own that begins with the token.
     *
     * @param length after about how many characters of parameters no more are started; on a cluster, for each server
     */
    public Started start(String handler, Taken taken, long length, Taker taker) {
        List<String> leases = taker.leases(taken.ids().size());
        List<Object> answers = redis.each(START, Keys.messages(taken.ids()), taker.args(clock, length), place ->
                new Object[] {leases.get(place)});
        return started.read(handler, taken, answers, taker);
    }

    /**
     * The started messages whose leases begin with one of these tokens. Their leases may be shorter than the index
     * knows, because who started them has not learned of it: from now on it knows.
     */
    List<Lease> startedUnder(Set<String> tokens, String handler) {
        List<Lease> found = new ArrayList<>();
        Scan.scored(redis, Keys.lease(handler), SCANNED_AT_ONCE, held -> {
            List<Map<String, byte[]>> hashes = await(held.stream()
                    .map(one -> redis.commands().hmget(Keys.message(one.member()), "lease", "lease_until"))
                    .toList());
            Map<String, Long> untilById = new LinkedHashMap<>();
            for (int i = 0; i < held.size(); i++) {
                MessageFields hash = new MessageFields(hashes.get(i));
                String lease = hash.text("lease");
                if (tokens.contains(lease.substring(0, lease.lastIndexOf('.') + 1))) {
                    found.add(new Lease(held.get(i).member(), lease));
                    untilById.put(held.get(i).member(), hash.number("lease_until", 0));
                }
            }
            started.index(handler, untilById);
        });
        return found;
    }
}
