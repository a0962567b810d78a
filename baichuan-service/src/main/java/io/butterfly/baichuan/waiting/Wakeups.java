package io.butterfly.baichuan.waiting;

import io.butterfly.baichuan.queue.RecentQueues;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisChannel;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.ReqId;
import io.butterfly.kernel.Signal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the claims of this process directly, and those of the other replicas by {@code <replica> <count> <handler>} on
 * {@code mq:wake}. What is to be said is gathered while a signal is on its way and for {@link #GATHER} after it, so
 * that many publishes cause few signals. A lost signal costs time only: each replica looks at its queues by itself.
 */
@Singleton
public final class Wakeups {
    private static final Duration GATHER = Duration.ofMillis(2);
    private static final Duration IDLE = Duration.ofHours(1);

    private final RedisChannel channel;
    private final ClaimWaiters waiting;
    private final RecentQueues recent;
    private final String replica = ReqId.next();
    private final Map<String, Integer> unsaid = new ConcurrentHashMap<>();
    private final Signal news = new Signal();
    private PollLoop saying;

    Wakeups(RedisChannel channel, ClaimWaiters waiting, RecentQueues recent) {
        this.channel = channel;
        this.waiting = waiting;
        this.recent = recent;
    }

    @PostConstruct
    void start() {
        channel.listen(Keys.WAKE, this::heard);
        saying = PollLoop.start("wakeups", news, this::say);
    }

    /**
     * Messages of this handler became claimable: wakes claims, here and on other replicas; never blocks or fails.
     *
     * @param count 0 when the queue has got messages that are due later: then it is only known that there are some
     */
    public void queued(String handler, int count) {
        waiting.wake(handler, count);
        recent.heard(handler);
        unsaid.merge(handler, count, Integer::sum);
        news.raise();
    }

    private Duration say() {
        for (String handler : unsaid.keySet()) {
            Integer count = unsaid.remove(handler);
            if (count != null) {
                channel.say(Keys.WAKE, replica + " " + count + " " + handler);
            }
        }
        LockSupport.parkNanos(GATHER.toNanos());
        return unsaid.isEmpty() ? IDLE : Duration.ZERO;
    }

    private void heard(String word) {
        String[] parts = word.split(" ", 3);
        if (parts.length == 3 && !parts[0].equals(replica)) {
            waiting.wake(parts[2], Integer.parseInt(parts[1]));
            recent.heard(parts[2]);
        }
    }

    @PreDestroy
    void stop() {
        saying.close();
    }
}
