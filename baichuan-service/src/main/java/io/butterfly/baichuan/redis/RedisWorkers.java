package io.butterfly.baichuan.redis;

import io.butterfly.baichuan.redis.format.UtcText;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.baichuan.worker.WorkerRegistry;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The registry of the original: a hash for each worker that expires by itself, and sets that name the hashes. */
@Singleton
final class RedisWorkers implements WorkerRegistry {
  private static final Duration LIFE = Duration.ofSeconds(420);

  private final RedisLink redis;
  private final Clock clock;

  RedisWorkers(RedisLink redis, Clock clock) {
    this.redis = redis;
    this.clock = clock;
  }

  @Override
  public void seen(String worker, List<String> handlers) {
    RedisClusterAsyncCommands<String, byte[]> commands = redis.commands();
    String key = Keys.worker(worker);
    List<CompletionStage<?>> answers = new ArrayList<>();
    answers.add(commands.hsetnx(key, "birth", bytes(UtcText.now(clock))));
    answers.add(commands.hset(key, fields(worker, handlers)));
    answers.add(commands.expire(key, LIFE));
    answers.add(commands.sadd(Keys.WORKERS, bytes(key)));
    handlers.forEach(handler -> answers.add(commands.sadd(Keys.workersOf(handler), bytes(key))));
    answers.forEach(RedisLink::await);
  }

  @Override
  public void alive(String worker) {
    String key = Keys.worker(worker);
    if (RedisLink.await(redis.commands().expire(key, LIFE))) {
      RedisLink.await(redis.commands().hset(key, "last_heartbeat", bytes(UtcText.now(clock))));
    }
  }

  /** {@code protocol} tells our workers from the original's, whose completions we only see in Redis. */
  private Map<String, byte[]> fields(String worker, List<String> handlers) {
    String[] name = worker.split(":");
    Map<String, byte[]> fields = new LinkedHashMap<>();
    fields.put("last_heartbeat", bytes(UtcText.now(clock)));
    fields.put("queues", bytes(String.join(",", handlers)));
    fields.put("hostname", bytes(name[0]));
    fields.put("pid", bytes(name[name.length - 1]));
    fields.put("nickname", bytes(worker));
    fields.put("version", bytes("-"));
    fields.put("python_version", bytes("-"));
    fields.put("home_dir", bytes("-"));
    fields.put("state", bytes("started"));
    fields.put("protocol", bytes("http"));
    return fields;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
