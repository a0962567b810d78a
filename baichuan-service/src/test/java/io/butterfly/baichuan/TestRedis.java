package io.butterfly.baichuan;

import io.butterfly.embedded.Redis;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.topology.RedisCluster;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.RedisCodec;
import java.nio.file.Path;
import java.util.Arrays;

/** The Redis that the tests of this JVM share: one server, or with {@code -Dbutterfly.test.redis=cluster} a cluster of three. */
public final class TestRedis {
  private static final boolean IS_CLUSTER = "cluster".equals(System.getProperty("butterfly.test.redis"));
  private static final String CLUSTER = "redis-cluster://";
  private static String url;
  private static AbstractRedisClient client;

  private TestRedis() {}

  public static synchronized String url() {
    if (url == null) {
      url = IS_CLUSTER ? cluster().url() : Servers.redis().url();
    }
    return url;
  }

  private static RedisCluster cluster() {
    Path folder = Path.of(System.getProperty("butterfly.test.dir", "target"), "cluster-" + ProcessHandle.current().pid());
    RedisCluster cluster = RedisCluster.start(folder, Redis.Persistence.EVERY_SECOND);
    Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
    return cluster;
  }

  /** A look into it. */
  public static <V> RedisClusterCommands<String, V> commands(RedisCodec<String, V> codec) {
    return switch (client()) {
      case RedisClusterClient cluster -> cluster.connect(codec).sync();
      case RedisClient server -> server.connect(codec).sync();
      default -> throw new IllegalStateException();
    };
  }

  private static synchronized AbstractRedisClient client() {
    if (client == null) {
      client = url().startsWith(CLUSTER)
          ? RedisClusterClient.create(Arrays.stream(url().substring(CLUSTER.length()).split(",")).map(node -> RedisURI.create("redis://" + node)).toList())
          : RedisClient.create(url());
      Runtime.getRuntime().addShutdownHook(new Thread(client::close));
    }
    return client;
  }
}
