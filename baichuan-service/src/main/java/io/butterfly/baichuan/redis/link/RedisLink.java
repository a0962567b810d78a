package io.butterfly.baichuan.redis.link;

import io.butterfly.kernel.PollLoop;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that all commands go through. */
@Singleton
public final class RedisLink {
  static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final List<String> TROUBLE = List.of("OOM", "READONLY", "MISCONF", "LOADING", "BUSY", "CLUSTERDOWN", "NOREPLICAS", "MASTERDOWN");
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int ONCE_A_MINUTE = 120;
  private static final Duration CONNECTED = Duration.ofDays(1);

  private final RedisClient client;
  private final RedisSettings settings;
  private volatile StatefulRedisConnection<String, byte[]> connection;
  private volatile boolean closed;
  private PollLoop connecting;
  private int refusals; // first the constructing thread's, then the loop's

  RedisLink(RedisClient client, RedisSettings settings) {
    this.client = client;
    this.settings = settings;
    settings.teachManners(client);
  }

  @PostConstruct
  void start() {
    Duration pause = connect();
    connecting = PollLoop.start("redis-link", () -> connection == null ? connect() : pause);
  }

  private Duration connect() {
    try {
      connection = client.connect(CODEC);
      LOG.info("connected to Redis at {}", settings.url());
      return CONNECTED;
    } catch (RedisException e) {
      if (refusals++ % ONCE_A_MINUTE == 0) {
        LOG.warn("Redis at {} does not answer, trying again: {}", settings.url(), rootOf(e).getMessage());
      }
      return RETRY;
    }
  }

  /** Commands may be sent without waiting for answers; collect those with {@link #await}. */
  public RedisAsyncCommands<String, byte[]> commands() {
    StatefulRedisConnection<String, byte[]> now = connection;
    if (now == null || closed) {
      throw new RedisAway("not connected");
    }
    return now.async();
  }

  /** Fails when Redis does not answer. */
  CompletionStage<String> ping() {
    try {
      return commands().ping();
    } catch (RedisAway e) {
      return CompletableFuture.failedStage(e);
    }
  }

  /** Runs a script by its digest; a Redis that does not know it yet gets the text. The answer holds numbers, bytes, and lists of these. */
  public CompletionStage<List<Object>> run(Script script, Collection<String> keys, Args args) {
    RedisAsyncCommands<String, byte[]> commands = commands();
    String[] names = keys.toArray(String[]::new);
    byte[][] values = args.toArray();
    CompletionStage<List<Object>> known = commands.evalsha(script.digest(), ScriptOutputType.MULTI, names, values);
    return known.exceptionallyCompose(e -> rootOf(e) instanceof RedisNoScriptException
        ? commands.eval(script.text(), ScriptOutputType.MULTI, names, values)
        : CompletableFuture.failedStage(e));
  }

  public List<Object> call(Script script, Collection<String> keys, Args args) {
    return await(run(script, keys, args));
  }

  /** Waits for one answer. */
  public static <T> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().join();
    } catch (CompletionException e) {
      throw translated(rootOf(e));
    } catch (CancellationException e) {
      throw new RedisAway("the connection broke");
    }
  }

  /** Waits for all answers, whatever becomes of each, and throws the first error. */
  public static <T> List<T> await(List<? extends CompletionStage<T>> answers) {
    List<T> values = new ArrayList<>(answers.size());
    RuntimeException first = null;
    for (CompletionStage<T> answer : answers) {
      try {
        values.add(await(answer));
      } catch (RuntimeException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    return values;
  }

  /** A command that Redis understood and could not do is our mistake, unless Redis says that it is in trouble itself. */
  private static RuntimeException translated(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    boolean isAnswer = cause instanceof RedisCommandExecutionException;
    if (isAnswer && TROUBLE.stream().noneMatch(text::contains) || !(isAnswer || cause instanceof RedisException || cause instanceof IOException)) {
      return new IllegalStateException("Redis refused: " + text, cause);
    }
    return new RedisAway(text.lines().findFirst().orElse(cause.getClass().getSimpleName()));
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && (root instanceof CompletionException || root.getCause() instanceof RedisException)) {
      root = root.getCause();
    }
    return root;
  }

  @PreDestroy
  void close() {
    closed = true;
    connecting.close();
    if (connection != null) {
      connection.close();
    }
  }
}
