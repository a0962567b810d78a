package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import io.butterfly.embedded.topology.RedisCluster;
import io.butterfly.worker.Worker;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code kill -9} while messages are published and executed: whatever was acknowledged is executed. */
@Execution(ExecutionMode.CONCURRENT)
class KilledServersTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SOME = 100;

    private final String handler = RunningBaiChuan.newHandler();
    private final Set<String> executed = ConcurrentHashMap.newKeySet();

    @TempDir
    private Path folder;

    @FunctionalInterface
    private interface Blow {
        void fall() throws Exception;
    }

    /** Publishes and executes through the blow and for a while after it; then counts. */
    private void nothingAcknowledgedIsLost(String baiChuan, Blow blow) throws Exception {
        Set<String> acknowledged;
        try (Worker worker = Worker.at(baiChuan)
                .handle(handler, invocation -> {
                    executed.add(invocation.taskId());
                    return Map.of("stat", "OK");
                })
                .concurrency(20)
                .start()) {
            try (Publishers publishers = new Publishers(baiChuan, handler)) {
                acknowledged = publishers.acknowledged();
                Eventually.until(SOON, () -> publishers.acknowledged().size() > SOME && executed.size() > SOME);
                blow.fall();
                int before = acknowledged.size();
                Eventually.until(SOON, () -> publishers.acknowledged().size() > before + SOME);
            }
            Eventually.within(SOON, () -> assertThat(executed).containsAll(acknowledged));
        }
        assertThat(acknowledged.size()).isGreaterThan(2 * SOME);
    }

    @Test
    void a_killed_baichuan_whose_port_another_one_takes_over() throws Exception {
        int port = Ports.free();
        ChildProcess first = start(port);
        List<RunningBaiChuan> second = new ArrayList<>();
        try {
            nothingAcknowledgedIsLost("http://127.0.0.1:" + port, () -> {
                first.kill();
                second.add(RunningBaiChuan.start(Map.of("micronaut.server.port", port)));
            });
        } finally {
            first.kill();
            second.forEach(RunningBaiChuan::close);
        }
    }

    private ChildProcess start(int port) {
        PidFile pidFile = new PidFile(folder.resolve("baichuan.pid"));
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dpid-file=" + pidFile.path(),
                "-cp",
                System.getProperty("java.class.path"),
                BaiChuan.class.getName());
        Map<String, String> settings = Map.of(
                "BUTTERFLY_PORT",
                Integer.toString(port),
                "BUTTERFLY_REDIS_URL",
                TestRedis.url(),
                "BAICHUAN_LEASE",
                "2s");
        ChildProcess process = ChildProcess.start(
                new ChildProcess.Command("baichuan", line, settings, pidFile, folder.resolve("baichuan.log")));
        process.endWithThisJvm();
        process.await(() -> isReady(port), SOON);
        return process;
    }

    private static boolean isReady(int port) {
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/health/readiness");
            return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void a_killed_redis_that_writes_before_it_answers() throws Exception {
        try (Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.ALWAYS));
                RunningBaiChuan baiChuan =
                        RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url(), "baichuan.lease", "2s"))) {
            nothingAcknowledgedIsLost(baiChuan.url(), () -> {
                redis.kill();
                redis.restart();
            });
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "butterfly.test.redis", matches = "cluster")
    void a_killed_node_of_a_cluster_without_replicas() throws Exception {
        try (RedisCluster redis = RedisCluster.start(folder, Redis.Persistence.ALWAYS);
                RunningBaiChuan baiChuan =
                        RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url(), "baichuan.lease", "2s"))) {
            nothingAcknowledgedIsLost(baiChuan.url(), () -> {
                redis.nodes().getFirst().kill();
                redis.nodes().getFirst().restart();
                redis.awaitWhole();
            });
        }
    }
}
