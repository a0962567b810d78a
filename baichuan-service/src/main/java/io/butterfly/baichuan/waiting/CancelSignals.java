package io.butterfly.baichuan.waiting;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.RedisChannel;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells those who execute a message, here and on other replicas, that it was cancelled: by the id, on
 * {@code mq:cancelled}. A signal that is lost costs time only: every holder looks at its leases now and then.
 */
@Singleton
public final class CancelSignals {
    private final RedisChannel channel;
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();

    CancelSignals(RedisChannel channel) {
        this.channel = channel;
    }

    @PostConstruct
    void start() {
        channel.listen(Keys.CANCELLED, this::signal);
    }

    /** @param listener gets the ids of all messages that are cancelled; it must not block */
    public void add(Consumer<String> listener) {
        listeners.add(listener);
    }

    public void remove(Consumer<String> listener) {
        listeners.remove(listener);
    }

    private void signal(String id) {
        listeners.forEach(listener -> listener.accept(id));
    }

    /** The message is marked as cancelled: whoever executes it looks at its lease now. Never blocks and never fails. */
    public void cancelled(String id) {
        signal(id);
        channel.say(Keys.CANCELLED, id);
    }
}
