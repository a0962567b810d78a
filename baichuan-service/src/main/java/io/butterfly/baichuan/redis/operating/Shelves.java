package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.queue.Shelf;
import io.butterfly.baichuan.redis.Answers;
import io.butterfly.baichuan.redis.Keys;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.lettuce.core.RedisFuture;
import jakarta.inject.Singleton;
import java.util.List;

/** The list and the sorted sets that a queue's messages stand in. */
@Singleton
final class Shelves {
  private final RedisLink redis;

  Shelves(RedisLink redis) {
    this.redis = redis;
  }

  static String key(String handler, Shelf shelf) {
    return switch (shelf) {
      case QUEUED -> Keys.queue(handler);
      case DELAYED -> Keys.delayed(handler);
      case STARTED -> Keys.wip(handler);
      case FINISHED -> Keys.finished(handler);
      case FAILED -> Keys.failed(handler);
    };
  }

  RedisFuture<Long> count(String handler, Shelf shelf) {
    String key = key(handler, shelf);
    return shelf == Shelf.QUEUED ? redis.commands().llen(key) : redis.commands().zcard(key);
  }

  /** Places count from 0, from the end when negative. */
  List<String> range(String handler, Shelf shelf, long first, long last) {
    String key = key(handler, shelf);
    var ids = shelf == Shelf.QUEUED ? redis.commands().lrange(key, first, last) : redis.commands().zrange(key, first, last);
    return RedisLink.await(ids).stream().map(Answers::text).toList();
  }
}
