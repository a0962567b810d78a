package io.butterfly.baichuan.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How Redis is reached: it refuses while it is disconnected, gives up on a slow command, repeats nothing after a
 * reconnect, and looks for the master or for the cluster's nodes again by itself.
 */
sealed interface Driver extends AutoCloseable {
    RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /**
     * A connection that reconnects by itself.
     *
     * @param servers those that take writes at the moment, by name
     */
    record Session(
            StatefulConnection<String, byte[]> connection,
            Commands commands,
            Supplier<Map<String, CompletionStage<RedisClusterAsyncCommands<String, byte[]>>>> servers) {

        /** Asks each of the servers; the answers by the server's name, an error where it cannot be reached. */
        <T> Map<String, CompletionStage<T>> askAll(
                Function<RedisClusterAsyncCommands<String, byte[]>, CompletionStage<T>> question) {
            Map<String, CompletionStage<T>> answers = new LinkedHashMap<>();
            servers.get().forEach((name, server) -> answers.put(name, server.thenCompose(question)));
            return answers;
        }
    }

    /** Fails with a {@code RedisException} when no server answers. */
    Session connect();

    StatefulRedisPubSubConnection<String, byte[]> listen();

    @Override
    void close();

    private static <B extends ClientOptions.Builder> B configured(B options, RedisUrl url) {
        options.autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .replayFilter(command -> true)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(url.timeouts().connect())
                        .keepAlive(true)
                        .tcpNoDelay(true)
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(url.timeouts().socket()));
        return options;
    }

    /** A server at its own address, or the master that Sentinels name. */
    final class OneServer implements Driver {
        private final RedisUrl url;
        private final RedisClient client;

        /** @param client has the address already */
        OneServer(RedisClient client, RedisUrl url) {
            this.url = url;
            this.client = client;
            client.setOptions(configured(ClientOptions.builder(), url).build());
        }

        @Override
        public Session connect() {
            StatefulRedisConnection<String, byte[]> connection = client.connect(CODEC);
            return new Session(
                    connection,
                    new Commands(connection.async()),
                    () -> Map.of(url.toString(), CompletableFuture.completedStage(connection.async())));
        }

        @Override
        public StatefulRedisPubSubConnection<String, byte[]> listen() {
            return client.connectPubSub(CODEC);
        }

        @Override
        public void close() {
            client.close();
            client.getResources().shutdown(); // Micronaut gave it a copy of ours
        }
    }

    /** A cluster; what is sent on a channel reaches all of its nodes. */
    final class Cluster implements Driver {
        private static final Duration LOOK_AROUND = Duration.ofSeconds(15);
        private static final Duration AFTER_TROUBLE = Duration.ofSeconds(1);

        private final RedisClusterClient client;

        Cluster(RedisUrl url, ClientResources resources) {
            this.client = RedisClusterClient.create(
                    resources,
                    url.nodes().stream()
                            .map(node -> RedisSettings.common(RedisURI.create(node.host(), node.port()), url))
                            .toList());
            ClusterClientOptions.Builder options = configured(ClusterClientOptions.builder(), url);
            client.setOptions(options.topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                            .enablePeriodicRefresh(LOOK_AROUND)
                            .enableAllAdaptiveRefreshTriggers()
                            .adaptiveRefreshTriggersTimeout(AFTER_TROUBLE)
                            .build())
                    .build());
        }

        @Override
        public Session connect() {
            StatefulRedisClusterConnection<String, byte[]> connection = client.connect(CODEC);
            return new Session(connection, new Commands(connection.async()), () -> masters(connection));
        }

        /** One that was replaced after its death is still known, and has no slots. */
        private static Map<String, CompletionStage<RedisClusterAsyncCommands<String, byte[]>>> masters(
                StatefulRedisClusterConnection<String, byte[]> connection) {
            Map<String, CompletionStage<RedisClusterAsyncCommands<String, byte[]>>> masters = new LinkedHashMap<>();
            connection.getPartitions().stream()
                    .filter(node ->
                            node.is(NodeFlag.UPSTREAM) && !node.getSlots().isEmpty())
                    .forEach(node -> masters.put(
                            node.getUri().getHost() + ":" + node.getUri().getPort(),
                            connection.getConnectionAsync(node.getNodeId()).thenApply(StatefulRedisConnection::async)));
            return masters;
        }

        @Override
        public StatefulRedisPubSubConnection<String, byte[]> listen() {
            return client.connectPubSub(CODEC);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
