package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisLink;
import io.butterfly.baichuan.redis.Script;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Both steps of claiming in one script, where index and hashes live on one server and the queue has no rules. */
@Singleton
final class OneTripClaim {
    /** Other commands must get their turn in between. */
    static final int MOST_PER_TRIP = 200;

    private static final Script CLAIM = Script.load("claim/onetrip");

    private final RedisLink redis;
    private final StartedMessages started;
    private final Clock clock;

    OneTripClaim(RedisLink redis, StartedMessages started, Clock clock) {
        this.redis = redis;
        this.started = started;
        this.clock = clock;
    }

    /**
     * Empty when the steps must be taken one after the other.
     *
     * @param limit at most {@link #MOST_PER_TRIP}
     * @param length after about how many characters of parameters no more are started
     */
    Optional<Started> claim(String handler, int limit, long length, ClaimSteps.Taker taker) {
        if (!redis.isOneServer()) {
            return Optional.empty();
        }
        List<String> keys = Keys.indexesToTake(handler);
        keys.addFirst(Keys.message(""));
        List<Object> answer = redis.call(CLAIM, keys, taker.args(clock, length).add(limit, taker.token()));
        if (answer.size() == 1) { // the queue has rules
            return Optional.empty();
        }
        return Optional.of(started.read(handler, ClaimSteps.Taken.read(answer), Answers.list(answer.get(2)), taker));
    }
}
