package io.butterfly.baichuan.redis;

import io.butterfly.kernel.PollLoop;
import io.lettuce.core.RedisException;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signals between replicas, best effort: what is sent while a replica is away is lost. */
@Singleton
public final class RedisChannel {
    private static final Logger LOG = LoggerFactory.getLogger(RedisChannel.class);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CONNECTED = Duration.ofDays(1);

    private final Driver driver;
    private final RedisLink link;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private volatile StatefulRedisPubSubConnection<String, byte[]> connection;
    private PollLoop connecting;

    RedisChannel(Driver driver, RedisLink link) {
        this.driver = driver;
        this.link = link;
    }

    /** The listener gets what is sent on the channel from soon on; it must not block. A channel has one listener. */
    public synchronized void listen(String channel, Consumer<String> listener) {
        listeners.put(channel, listener);
        if (connecting == null) {
            connecting = PollLoop.start("redis-channel", () -> connection == null ? connect() : CONNECTED);
        } else if (connection != null) {
            connection.async().subscribe(channel);
        }
    }

    private Duration connect() {
        try {
            StatefulRedisPubSubConnection<String, byte[]> fresh = driver.listen();
            fresh.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String name, byte[] word) {
                    hear(listeners.get(name), new String(word, StandardCharsets.UTF_8));
                }
            });
            subscribe(fresh);
            return CONNECTED;
        } catch (RedisException e) {
            LOG.debug("cannot listen to Redis yet", e);
            return RETRY;
        }
    }

    private synchronized void subscribe(StatefulRedisPubSubConnection<String, byte[]> fresh) {
        fresh.async().subscribe(listeners.keySet().toArray(String[]::new));
        connection = fresh;
    }

    private static void hear(Consumer<String> listener, String word) {
        try {
            listener.accept(word);
        } catch (RuntimeException e) {
            LOG.warn("a signal on the channel is not understood: {}", word, e);
        }
    }

    /** Sends without waiting. */
    public void say(String channel, String word) {
        try {
            link.commands().publish(channel, word);
        } catch (RedisUnavailable e) {
            LOG.debug("not connected: {} is not sent", word);
        }
    }

    @PreDestroy
    void close() {
        if (connecting != null) {
            connecting.close();
        }
        if (connection != null) {
            connection.close();
        }
    }
}
