package io.butterfly.baichuan.claim;

import static io.butterfly.baichuan.redis.Answers.await;

import io.butterfly.baichuan.finish.Lease;
import io.butterfly.baichuan.message.Defaults;
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
    private static final List<String> RULED = List.of("{"); // the queue has rules; no id has a brace
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

    /** From the queue into {@code mq:wip} and {@code mq:lease}: ids, in order. */
    public List<String> take(String handler, int limit, Duration lease) {
        List<String> taken =
                Answers.texts(redis.call(TAKE, Keys.indexesToTake(handler), Args.of(limit, lease.toMillis())));
        return taken.equals(RULED) ? pick(handler, limit, lease) : taken;
    }

    private List<String> pick(String handler, int limit, Duration lease) {
        return Answers.texts(redis.call(PICK, Keys.indexesToPick(handler), Args.of(limit, lease.toMillis())));
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
    public Started start(String handler, List<String> ids, long length, Taker taker) {
        List<String> leases = taker.leases(ids.size());
        List<Object> answers = redis.each(
                START, Keys.messages(ids), taker.args(clock, length), place -> new Object[] {leases.get(place)});
        return started.read(handler, ids, answers, taker);
    }

    /** The started messages whose leases begin with one of these tokens. */
    List<Lease> startedUnder(Set<String> tokens, String handler) {
        List<Lease> found = new ArrayList<>();
        Scan.scored(redis, Keys.lease(handler), SCANNED_AT_ONCE, held -> {
            List<String> leases = await(held.stream()
                    .map(one -> redis.commands().hget(Keys.message(one.member()), "lease"))
                    .toList());
            for (int i = 0; i < held.size(); i++) {
                String lease = leases.get(i);
                if (tokens.contains(lease.substring(0, lease.lastIndexOf('.') + 1))) {
                    found.add(new Lease(held.get(i).member(), lease));
                }
            }
        });
        return found;
    }
}
