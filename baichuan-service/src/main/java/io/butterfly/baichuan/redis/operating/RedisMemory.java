package io.butterfly.baichuan.redis.operating;

import io.butterfly.baichuan.publish.Memory;
import io.butterfly.baichuan.redis.link.RedisLink;
import io.butterfly.kernel.PollLoop;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks Redis once a second how much of its {@code maxmemory} it uses; of one without that setting, {@code baichuan.max-memory} bytes when it
 * is given, else nothing is refused. The limit is a part of it, {@code baichuan.memory-watermark}, 0.9 by default.
 */
@Singleton
final class RedisMemory implements Memory {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Pattern USED = Pattern.compile("(?m)^used_memory:([0-9]+)");
  private static final Pattern MOST = Pattern.compile("(?m)^maxmemory:([0-9]+)");

  private final RedisLink redis;
  private final double watermark;
  private final long givenMost;
  private volatile String whyFull = "";
  private PollLoop loop;

  RedisMemory(RedisLink redis, @Value("${baichuan.memory-watermark:0.9}") double watermark, @Value("${baichuan.max-memory:0}") long givenMost) {
    this.redis = redis;
    this.watermark = watermark;
    this.givenMost = givenMost;
  }

  @PostConstruct
  void start() {
    loop = PollLoop.start("redis-memory", this::look);
  }

  private Duration look() {
    String info = RedisLink.await(redis.commands().info("memory"));
    long used = number(USED, info);
    long most = givenMost > 0 ? givenMost : number(MOST, info);
    whyFull = most > 0 && used > watermark * most
        ? "Redis uses %d of %d MB, which is more than it may before messages are refused; try again later".formatted(used >> 20, most >> 20)
        : "";
    return PAUSE;
  }

  private static long number(Pattern pattern, String info) {
    Matcher found = pattern.matcher(info);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  @Override
  public Optional<String> whyFull() {
    return Optional.of(whyFull).filter(why -> !why.isEmpty());
  }

  @PreDestroy
  void stop() {
    loop.close();
  }
}
