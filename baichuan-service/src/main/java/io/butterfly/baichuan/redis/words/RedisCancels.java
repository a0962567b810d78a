package io.butterfly.baichuan.redis.words;

import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.RedisChannel;
import io.butterfly.baichuan.waiting.CancelListeners;
import io.butterfly.baichuan.waiting.Cancels;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;

/**
 * The id of a message that shall stop, on {@code mq:cancelled}. A lost word costs little: each holder looks at its
 * leases by itself.
 */
@Singleton
final class RedisCancels implements Cancels {
    private final RedisChannel channel;
    private final CancelListeners listeners;

    RedisCancels(RedisChannel channel, CancelListeners listeners) {
        this.channel = channel;
        this.listeners = listeners;
    }

    @PostConstruct
    void start() {
        channel.listen(Keys.CANCELLED, listeners::cancelled);
    }

    @Override
    public void cancelled(String id) {
        listeners.cancelled(id);
        channel.say(Keys.CANCELLED, id);
    }
}
