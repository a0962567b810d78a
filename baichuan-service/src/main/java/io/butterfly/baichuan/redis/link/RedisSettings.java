package io.butterfly.baichuan.redis.link;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;

/** Makes the driver from the setting. */
@Factory
final class RedisSettings {
  @Singleton
  RedisUrl url(@Value("${butterfly.redis.url}") String url) {
    try {
      return RedisUrl.parse(url);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the setting butterfly.redis.url is no Redis address: " + e.getMessage());
    }
  }

  @Bean(preDestroy = "close")
  @Singleton
  Driver driver(RedisUrl url) {
    return Driver.of(url);
  }
}
