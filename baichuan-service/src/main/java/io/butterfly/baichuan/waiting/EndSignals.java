package io.butterfly.baichuan.waiting;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisChannel;
import io.butterfly.kernel.ReqId;
import io.butterfly.kernel.SteadyClock;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes calls of this process that wait for the end of a message directly. For those of other replicas there are two
 * signals, so that messages whose end no call waits for cost nothing: {@code <replica> <id>} on {@code mq:awaited} says
 * that a call waits there, and whoever ends that message says {@code <replica> <id>} on {@code mq:ended}. What was said
 * is forgotten after {@link #REMEMBERED}: no call waits longer. Never blocks and never fails.
 */
@Singleton
public final class EndSignals {
    private static final long REMEMBERED = Duration.ofSeconds(40).toNanos();
    private static final int MANY = 1_000;

    private final RedisChannel channel;
    private final EndWaiters ends;
    private final SteadyClock clock;
    private final String replica = ReqId.next();
    private final Map<String, Long> awaitedElsewhere = new ConcurrentHashMap<>();

    EndSignals(RedisChannel channel, EndWaiters ends, SteadyClock clock) {
        this.clock = clock;
        this.channel = channel;
        this.ends = ends;
    }

    @PostConstruct
    void start() {
        channel.listen(Keys.AWAITED, word -> id(word).forEach(this::remember));
        channel.listen(Keys.ENDED, word -> id(word).forEach(ends::wake));
    }

    /** Of what another replica said. */
    private List<String> id(String word) {
        String[] parts = word.split(" ", 2);
        return parts.length == 2 && !parts[0].equals(replica) ? List.of(parts[1]) : List.of();
    }

    private void remember(String id) {
        long now = clock.nanos();
        if (awaitedElsewhere.size() >= MANY) {
            awaitedElsewhere.values().removeIf(since -> now - since > REMEMBERED);
        }
        awaitedElsewhere.put(id, now);
    }

    /** A call waits here for the end of this message: whoever ends it elsewhere is to say so. */
    public void awaited(String id) {
        channel.say(Keys.AWAITED, replica + " " + id);
    }

    /** These have ended: wakes calls that wait for that, here and on other replicas. */
    public void ended(Collection<String> ids) {
        for (String id : ids) {
            ends.wake(id);
            if (!awaitedElsewhere.isEmpty() && awaitedElsewhere.remove(id) != null) {
                channel.say(Keys.ENDED, replica + " " + id);
            }
        }
    }
}
