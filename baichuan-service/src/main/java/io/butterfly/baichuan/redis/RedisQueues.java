package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.redis.link.RedisLink;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads {@code mq:queues}. */
@Singleton
final class RedisQueues implements Queues {
  private final RedisLink redis;

  RedisQueues(RedisLink redis) {
    this.redis = redis;
  }

  @Override
  public List<String> handlers() {
    return RedisLink.await(redis.commands().smembers(Keys.QUEUES)).stream()
        .map(Answers::text)
        .filter(Keys::isQueue)
        .map(Keys::handlerOf)
        .toList();
  }
}
