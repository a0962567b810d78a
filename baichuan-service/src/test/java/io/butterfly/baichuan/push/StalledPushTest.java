package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Services that do not answer, or not to the end, or close their connections. */
@Execution(ExecutionMode.CONCURRENT)
@Order(4)
class StalledPushTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String prefix = "/stalled" + UUID.randomUUID().toString().substring(0, 8);
    private AwkwardService service;
    private RunningBaiChuan baiChuan;

    @BeforeEach
    void start() throws IOException {
        service = new AwkwardService();
    }

    @AfterEach
    void stop() throws IOException {
        baiChuan.close();
        service.close();
    }

    /** By settings, so that no other replica of this JVM has these routes. */
    private void start(String lease, int concurrencyOfA, int deadline) {
        baiChuan = RunningBaiChuan.start(Map.of(
                "baichuan.push.lease",
                lease,
                "baichuan.push.limit",
                "3s",
                "baichuan.routes.a.prefix",
                prefix + "a",
                "baichuan.routes.a.url",
                service.url(),
                "baichuan.routes.a.concurrency",
                concurrencyOfA,
                "baichuan.routes.a.deadline",
                deadline,
                "baichuan.routes.b.prefix",
                prefix + "b",
                "baichuan.routes.b.url",
                service.url()));
    }

    private String publish(String route, String end, String more) {
        return baiChuan.publish(prefix + route + "/" + end, "{}", more);
    }

    private void ends(String id, String status, String stat) {
        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).at("/task_info/status").asText())
                        .isEqualTo(status));
        assertThat(baiChuan.task(id).at("/task_info/result/stat").asText()).isEqualTo(stat);
    }

    @Test
    void the_deadline_covers_the_whole_reply_and_frees_the_slot() {
        start("60s", 2, 2);
        List<String> stalled = Stream.of("silent", "stall", "drip", "stall")
                .map(end -> publish("a", end, ""))
                .toList();
        String other = publish("a", "ok", "");

        stalled.forEach(id -> ends(id, "failed", "ERR_MSG_TIMEOUT"));
        ends(other, "finished", "OK");
        assertThat(service.calls("drip")).isEqualTo(1);
    }

    @Test
    void so_does_the_messages_own_timeout_and_the_limit_for_those_without_one() {
        start("60s", 2, 0);
        String own = publish("a", "drip", ",\"timeout\":1");
        String none = publish("a", "drip", ",\"timeout\":-1");

        ends(own, "failed", "ERR_MSG_TIMEOUT");
        ends(none, "failed", "ERR_MSG_TIMEOUT");
        assertThat(baiChuan.task(none).path("message").asText()).contains("longer than 3 s");
    }

    @Test
    void two_hundred_stalled_calls_of_one_route_take_nothing_from_another() {
        start("60s", 200, 600);
        IntStream.range(0, 200).forEach(i -> publish("a", "stall", ",\"timeout\":-1"));
        Eventually.until(SOON, () -> service.calls("stall") == 200);

        List<String> others =
                IntStream.range(0, 20).mapToObj(i -> publish("b", "ok", "")).toList();

        others.forEach(id -> ends(id, "finished", "OK"));
    }

    @Test
    void a_cancelled_message_stops_at_once_and_frees_its_slot_also_when_another_replica_was_asked() {
        start("6s", 1, 600); // the replica that pushes hears of it when it renews its lease, after a third
        String stalled = publish("a", "stall", ",\"timeout\":-1");
        String other = publish("a", "ok", "");
        Eventually.until(SOON, () -> service.calls("stall") == 1);

        try (RunningBaiChuan replica = RunningBaiChuan.start()) {
            replica.post("/baichuan/task_cancel", "{\"task_id\":\"" + stalled + "\"}");

            ends(stalled, "failed", "ERR_MSG_CANCELLED");
            ends(other, "finished", "OK");
        }
        assertThat(service.calls("stall")).isEqualTo(1);
    }

    @Test
    void an_execution_whose_lease_is_refused_stops_and_frees_its_slot() {
        start("1s", 1, 600);
        String stalled = publish("a", "stall", ",\"timeout\":-1");
        String other = publish("a", "ok", "");
        Eventually.until(SOON, () -> service.calls("stall") == 1);

        Life.redis.del("mq:msg:" + stalled);

        ends(other, "finished", "OK");
    }

    @Test
    void a_kept_connection_that_the_service_closes_costs_no_attempt() {
        start("60s", 1, 0);

        for (int i = 0; i < 10; i++) {
            ends(publish("a", "moody", ",\"max_attempts\":1"), "finished", "OK");
        }
    }
}
