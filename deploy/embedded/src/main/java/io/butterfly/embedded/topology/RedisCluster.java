package io.butterfly.embedded.topology;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.Redis.Persistence;
import io.butterfly.embedded.SharedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A cluster of three masters without replicas, each with a third of the slots. */
public final class RedisCluster implements SharedRedis, AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    private final List<Redis> nodes;

    private RedisCluster(List<Redis> nodes) {
        this.nodes = nodes;
    }

    public static RedisCluster start(Path dir, Persistence persistence) {
        List<Redis> nodes = IntStream.range(0, NODES)
                .mapToObj(i -> Redis.start(Redis.Settings.in(dir.resolve("node-" + i), 0, persistence)
                        .with("--cluster-enabled", "yes", "--cluster-node-timeout", "3000")))
                .toList();
        for (int i = 0; i < NODES; i++) {
            String slots = IntStream.range(SLOTS * i / NODES, SLOTS * (i + 1) / NODES)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            command(nodes.get(i), "CLUSTER ADDSLOTS " + slots);
            command(nodes.getFirst(), "CLUSTER MEET 127.0.0.1 " + nodes.get(i).port());
        }
        RedisCluster cluster = new RedisCluster(nodes);
        cluster.awaitWhole();
        return cluster;
    }

    private static void command(Redis node, String command) {
        String answer = Redis.ask(node.port(), command);
        if (!answer.startsWith("+OK")) {
            throw new IllegalStateException(command.substring(0, 16) + " was answered " + answer);
        }
    }

    /** Every node knows an owner of every slot. */
    public void awaitWhole() {
        Eventually.until(START_LIMIT, () -> nodes.stream()
                .map(node -> Redis.ask(node.port(), "CLUSTER INFO"))
                .allMatch(
                        info -> info.contains("cluster_state:ok") && info.contains("cluster_slots_assigned:" + SLOTS)));
    }

    public List<Redis> nodes() {
        return nodes;
    }

    @Override
    public String url() {
        return "redis-cluster://"
                + nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        nodes.forEach(Redis::kill);
    }
}
