package io.butterfly.baichuan.redis.link;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micronaut.configuration.lettuce.AbstractRedisConfiguration;
import io.micronaut.configuration.lettuce.ClientResourcesMutator;
import io.micronaut.configuration.lettuce.DefaultRedisConfiguration;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives the driver, which Micronaut makes, the address and manners of ours. */
@Singleton
final class RedisSettings implements BeanCreatedEventListener<DefaultRedisConfiguration>, ClientResourcesMutator {
  private static final Duration SHORTEST_RECONNECT = Duration.ofMillis(50);
  private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(1);

  private final RedisUrl url;

  RedisSettings(@Value("${butterfly.redis.url}") String url) {
    try {
      this.url = RedisUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the setting butterfly.redis.url is no Redis address: " + e.getMessage());
    }
  }

  RedisUrl url() {
    return url;
  }

  @Override
  public DefaultRedisConfiguration onCreated(BeanCreatedEvent<DefaultRedisConfiguration> event) {
    DefaultRedisConfiguration redis = event.getBean();
    redis.setHost(url.host());
    redis.setPort(url.port());
    redis.setDatabase(url.database());
    redis.setSsl(url.isTls());
    redis.setTimeout(url.socketTimeout());
    url.user().ifPresent(redis::setUsername);
    url.password().ifPresent(redis::setPassword);
    return redis;
  }

  @Override
  public void mutate(ClientResources.Builder resources, AbstractRedisConfiguration configuration) {
    resources.reconnectDelay(Delay.fullJitter(SHORTEST_RECONNECT, LONGEST_RECONNECT, 2, TimeUnit.MILLISECONDS));
  }

  /** Refuses while disconnected, gives up on a slow command, and repeats nothing after a reconnect. */
  void teachManners(RedisClient client) {
    client.setOptions(ClientOptions.builder()
        .autoReconnect(true)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .replayFilter(command -> true)
        .socketOptions(SocketOptions.builder().connectTimeout(url.connectTimeout()).keepAlive(true).tcpNoDelay(true).build())
        .timeoutOptions(TimeoutOptions.enabled(url.socketTimeout()))
        .build());
  }
}
