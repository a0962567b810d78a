package io.butterfly.ruqi;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual's {@code scheduler_store}. */
class StoresTest {
    @TempDir
    Path folder;

    @Test
    void with_memory_jobs_fire_without_a_database() throws Exception {
        Files.writeString(folder.resolve("t.sh"), "echo hi");
        try (Peer peer = Peer.start()) {
            Map<String, Object> properties = new HashMap<>(Map.of(
                    "micronaut.server.port",
                    -1,
                    "ruqi.scheduler-store",
                    "memory",
                    "butterfly.baichuan.url",
                    peer.url(""),
                    "ruqi.scripts-root",
                    folder.toString()));
            try (TestService ruqi = TestService.start(properties).awaitReady()) {
                ruqi.add("interval", "message", "/demo_api/ping", "1s");
                ruqi.add("date", "script", "bash t.sh", "now");

                Eventually.until(
                        Duration.ofSeconds(60),
                        () -> ruqi.history("message").size() >= 2
                                && ruqi.history("script").size() == 1);
                assertThat(ruqi.history("script").at("/0/cmd_output").asText()).isEqualTo("hi");
                assertThat(ruqi.call("/ruqi/job_list", "page_index", "1", "page_size", "1")
                                .at("/data/total")
                                .asInt())
                        .isEqualTo(1);
                assertThat(ruqi.call("/ruqi/job_list", "job_id", "message")
                                .at("/data/list/0/next_run_time")
                                .asText())
                        .isNotBlank();
                assertThat(ruqi.call("/ruqi/scheduler_status").at("/data/schedulers"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void what_fills_the_slots_of_its_kind_holds_up_no_other_kind() {
        try (Peer peer = Peer.start();
                TestService ruqi = TestService.start(Map.of(
                                "micronaut.server.port",
                                -1,
                                "ruqi.scheduler-store",
                                "memory",
                                "butterfly.baichuan.url",
                                peer.url(""),
                                "ruqi.http-slots",
                                1,
                                "ruqi.http-limit",
                                "60s"))
                        .awaitReady()) {
            ruqi.add("date", "long", peer.url("/slow-then-OK"), "now");
            ruqi.add("date", "behind", peer.url("/reply/OK"), "now");
            ruqi.add("date", "beside", "/demo_api/ping", "now");

            Eventually.until(
                    Duration.ofSeconds(60), () -> ruqi.history("beside").size() == 1);
            assertThat(ruqi.history("long")).isEmpty();
            assertThat(ruqi.history("behind")).isEmpty();
            peer.release();
            Eventually.until(
                    Duration.ofSeconds(60), () -> ruqi.history("behind").size() == 1);
        }
    }

    @Test
    void with_none_calls_are_answered_and_nothing_fires_here() {
        Map<String, Object> properties =
                TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        properties.put("ruqi.scheduler-store", "none");
        try (TestService calls = TestService.start(properties).awaitReady()) {
            assertThat(calls.add("date", "waiting", "/demo_api/ping", "now")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
            assertThat(calls.call("/ruqi/scheduler_status").at("/data/schedulers"))
                    .isEmpty();
            assertThat(calls.call("/ruqi/scheduler_status")
                            .at("/data/check_time")
                            .isNull())
                    .isTrue();

            properties.put("ruqi.scheduler-store", "mysql");
            try (Peer peer = Peer.start()) {
                properties.put("butterfly.baichuan.url", peer.url(""));
                try (TestService firing = TestService.start(properties).awaitReady()) {
                    Eventually.until(
                            Duration.ofSeconds(60),
                            () -> calls.history("waiting").size() == 1);
                    assertThat(calls.history("waiting").at("/0/scheduler_name").asText())
                            .contains(":" + firing.uri("/").getPort() + ":");
                }
            }
        }
    }

    @Test
    void another_store_ends_the_process_with_one_line() throws Exception {
        Path log = folder.resolve("log");
        try (ReplicaProcess ruqi = ReplicaProcess.start(
                Map.of("RUQI_SCHEDULER_STORE", "redis", "BUTTERFLY_MYSQL_URL", "mysql://127.0.0.1:1/x"), log)) {
            assertThat(ruqi.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(ruqi.process().exitValue()).isNotZero();
            assertThat(Files.readString(log)).contains("RUQI_SCHEDULER_STORE=redis must be mysql or memory or none");
        }
    }
}
