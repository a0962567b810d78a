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
import java.util.function.Supplier;

/** A Redis that ends with this JVM: one server, or with {@code -Dbutterfly.test.redis=cluster} a cluster of three. */
public final class TestRedis {
    private static final boolean IS_CLUSTER = "cluster".equals(System.getProperty("butterfly.test.redis"));
    private static final String CLUSTER = "redis-cluster://";
    /** On a machine that is busy with other builds an answer may take longer than a service waits as a rule. */
    private static final String PATIENT = "?socket_timeout=20";

    private static final TestRedis SHARED = new TestRedis(
            IS_CLUSTER ? () -> cluster("cluster") : () -> Servers.redis().url());

    private final Supplier<String> server;
    private String url;
    private AbstractRedisClient client;

    private TestRedis(Supplier<String> server) {
        this.server = server;
    }

    /** That of almost all tests. */
    public static String url() {
        return SHARED.address();
    }

    /** A look into that. */
    public static <V> RedisClusterCommands<String, V> commands(RedisCodec<String, V> codec) {
        return SHARED.look(codec);
    }

    /** One that no other test has anything in. */
    public static TestRedis own(String name) {
        return new TestRedis(
                IS_CLUSTER
                        ? () -> cluster(name)
                        : () -> Redis.start(folder(name), 0).url());
    }

    private static String cluster(String name) {
        RedisCluster cluster = RedisCluster.start(folder(name), Redis.Persistence.EVERY_SECOND);
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
        return cluster.url();
    }

    private static Path folder(String name) {
        return Path.of(
                System.getProperty("butterfly.test.dir", "target"),
                name + "-" + ProcessHandle.current().pid());
    }

    public synchronized String address() {
        return plainAddress() + PATIENT;
    }

    private String plainAddress() {
        if (url == null) {
            url = server.get();
        }
        return url;
    }

    public <V> RedisClusterCommands<String, V> look(RedisCodec<String, V> codec) {
        return switch (client()) {
            case RedisClusterClient cluster -> cluster.connect(codec).sync();
            case RedisClient one -> one.connect(codec).sync();
            default -> throw new IllegalStateException();
        };
    }

    private synchronized AbstractRedisClient client() {
        if (client == null) {
            client = plainAddress().startsWith(CLUSTER)
                    ? RedisClusterClient.create(
                            Arrays.stream(url.substring(CLUSTER.length()).split(","))
                                    .map(node -> RedisURI.create("redis://" + node))
                                    .toList())
                    : RedisClient.create(url);
            Runtime.getRuntime().addShutdownHook(new Thread(client::close));
        }
        return client;
    }
}
