package io.butterfly.baichuan.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gives the clients, of which Micronaut makes the one for servers and Sentinels, the address of the setting and our own
 * options.
 */
@Factory
final class RedisSettings {
    private static final Duration SHORTEST_RECONNECT = Duration.ofMillis(50);
    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

    @Singleton
    RedisUrl url(@Value("${butterfly.redis.url}") String url) {
        try {
            return RedisUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("BUTTERFLY_REDIS_URL is no Redis address: " + e.getMessage());
        }
    }

    @Bean(preDestroy = "close")
    @Singleton
    Driver driver(RedisUrl url, RedisClient client, ClientResources resources) {
        return url.kind() == RedisUrl.Kind.CLUSTER
                ? new Driver.Cluster(url, resources)
                : new Driver.OneServer(client, url);
    }

    /** The configuration of Micronaut's client is the address of a server, or of the Sentinels that know it. */
    @Singleton
    BeanCreatedEventListener<DefaultRedisConfiguration> address(RedisUrl url) {
        return (BeanCreatedEvent<DefaultRedisConfiguration> event) -> {
            DefaultRedisConfiguration redis = event.getBean();
            if (url.kind() == RedisUrl.Kind.SENTINELS) {
                redis.setSentinelMasterId(url.master());
                url.nodes().forEach(node -> redis.getSentinels().add(sentinel(node, url)));
            } else {
                redis.setHost(url.nodes().getFirst().host());
                redis.setPort(url.nodes().getFirst().port());
            }
            redis.setDatabase(url.database());
            common(redis, url);
            return redis;
        };
    }

    @Bean(preDestroy = "shutdown")
    @Singleton
    ClientResources resources() {
        return ClientResources.builder()
                .reconnectDelay(Delay.fullJitter(SHORTEST_RECONNECT, LONGEST_RECONNECT, 2, TimeUnit.MILLISECONDS))
                .build();
    }

    static RedisURI common(RedisURI uri, RedisUrl url) {
        uri.setSsl(url.isTls());
        uri.setTimeout(url.timeouts().socket());
        url.credentials().user().ifPresent(uri::setUsername);
        url.credentials().password().ifPresent(password -> uri.setPassword(password.toCharArray()));
        return uri;
    }

    private static RedisURI sentinel(RedisUrl.Node node, RedisUrl url) {
        RedisURI sentinel = RedisURI.create(node.host(), node.port());
        sentinel.setSsl(url.isTls());
        sentinel.setTimeout(url.timeouts().socket());
        url.credentials().ofSentinels().ifPresent(password -> sentinel.setPassword(password.toCharArray()));
        return sentinel;
    }
}
