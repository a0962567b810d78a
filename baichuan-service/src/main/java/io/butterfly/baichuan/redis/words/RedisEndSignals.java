package io.butterfly.baichuan.redis.words;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.RedisChannel;
import io.butterfly.baichuan.waiting.EndSignals;
import io.butterfly.baichuan.waiting.EndWaiters;
import io.butterfly.kernel.ReqId;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes those of this process who wait for the end of a message directly. For those of other replicas there are two
 * words, so that the many messages whose end nobody waits for cost nothing: {@code <replica> <id>} on
 * {@code mq:awaited} says that somebody waits there, and whoever ends that message says {@code <replica> <id>} on
 * {@code mq:ended}. Words do not outlive {@link #REMEMBERED}: a wait is shorter.
 */
@Singleton
final class RedisEndSignals implements EndSignals {
    private static final long REMEMBERED = Duration.ofSeconds(40).toNanos();
    private static final int MANY = 1_000;

    private final RedisChannel channel;
    private final EndWaiters ends;
    private final String replica = ReqId.next();
    private final Map<String, Long> awaitedElsewhere = new ConcurrentHashMap<>();

    RedisEndSignals(RedisChannel channel, EndWaiters ends) {
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
        long now = System.nanoTime();
        if (awaitedElsewhere.size() >= MANY) {
            awaitedElsewhere.values().removeIf(since -> now - since > REMEMBERED);
        }
        awaitedElsewhere.put(id, now);
    }

    @Override
    public void awaited(String id) {
        channel.say(Keys.AWAITED, replica + " " + id);
    }

    @Override
    public void ended(Collection<String> ids) {
        for (String id : ids) {
            ends.wake(id);
            if (!awaitedElsewhere.isEmpty() && awaitedElsewhere.remove(id) != null) {
                channel.say(Keys.ENDED, replica + " " + id);
            }
        }
    }
}
