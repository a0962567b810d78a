package io.butterfly.ruqi.message;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.worker.Worker;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ends that are not reported, and reports that are about no end. */
@Execution(ExecutionMode.CONCURRENT)
@Order(7)
class AwaitedEndsTest {
    /** Of its own: another test's RuQi on the same queues would claim the reports of this one. */
    private static ServiceProcess baiChuan;

    private static Neighbours neighbours;
    private static Worker worker;

    @BeforeAll
    static void start() {
        baiChuan = Services.startBaiChuan(Servers.redis().url().replaceFirst("/0$", "/7"));
        neighbours = Neighbours.start(baiChuan, Map.of());
        worker = Worker.at(baiChuan.url())
                .handle("/ends/answers", message -> Map.of("stat", "OK"))
                .start();
    }

    @AfterAll
    static void stop() {
        worker.close();
        neighbours.close();
        baiChuan.close();
    }

    /** The id of the job's message, which waits at BaiChuan. */
    private static String waiting(String job) {
        Eventually.within(PATIENCE, () -> assertThat(state(firing(job))).isEqualTo("ERR_MSG_IN_QUEUED"));
        return firing(job);
    }

    private static String firing(String job) {
        try {
            return neighbours.ledger().rows(job).getFirst().firingId();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String state(String id) {
        return neighbours
                .baiChuan("/baichuan/task_get", Map.of("task_id", id))
                .path("stat")
                .asText();
    }

    private static void report(Object params) {
        JsonNode reply =
                neighbours.baiChuan("/baichuan/task_create", Map.of("handler", "/ruqi/firing_done", "params", params));
        assertThat(reply.path("stat").asText()).isEqualTo("OK");
    }

    @Test
    void a_message_that_was_deleted_ends_its_firing_and_the_next_one_fires() {
        neighbours.add("deleted", "/ends/nobody", "3s", "expect_stat", "OK", "overlap", "skip");
        String id = waiting("deleted");

        neighbours.baiChuan("/baichuan/task_delete", Map.of("task_id", id));

        Eventually.until(PATIENCE, () -> neighbours.statuses("deleted").contains("lost"));
        Eventually.until(
                PATIENCE,
                () -> neighbours.statuses("deleted").getLast().equals("running")
                        || neighbours.statuses("deleted").contains("running"));
        neighbours.remove("deleted");
        JsonNode lost = neighbours
                .ruqi()
                .call("/ruqi/get_history", "job_id", "deleted", "status", "lost")
                .at("/data/list/0");
        assertThat(lost.path("reason").asText()).contains("its message is not there any more");
    }

    @Test
    void a_queue_that_was_emptied_ends_its_firing_too_and_it_is_tried_again_where_the_job_says_so() {
        neighbours.add("emptied", "/ends/emptied", "now", "retry_max", "1");
        String id = waiting("emptied");

        neighbours.baiChuan("/baichuan/queue_empty", Map.of("handler", "/ends/emptied", "state", "queued"));

        Eventually.within(PATIENCE, () -> assertThat(state(id + ".1")).isEqualTo("ERR_MSG_IN_QUEUED"));
    }

    @Nested
    class firing_stop {
        @Test
        void cancels_the_message_and_ends_the_firing_for_good() {
            neighbours.add("stopped", "/ends/nobody", "now", "retry_max", "5");
            String id = waiting("stopped");

            assertThat(neighbours
                            .ruqi()
                            .call("/ruqi/firing_stop", "firing_id", id)
                            .path("stat")
                            .asText())
                    .isEqualTo("OK");

            neighbours.awaitStatuses("stopped", "failed");
            assertThat(neighbours.reason("stopped")).isEqualTo("stopped by a call of firing_stop");
            assertThat(neighbours
                            .baiChuan("/baichuan/task_get", Map.of("task_id", id))
                            .toString())
                    .contains("ERR_MSG_CANCELLED");
            assertThat(neighbours
                            .ruqi()
                            .call("/ruqi/firing_stop", "firing_id", id)
                            .path("stat")
                            .asText())
                    .isEqualTo("ERR");
        }

        @Test
        void knows_nothing_of_what_does_not_run() {
            for (String id : List.of("", "none", "é", "0".repeat(32))) {
                assertThat(neighbours
                                .ruqi()
                                .call("/ruqi/firing_stop", "firing_id", id)
                                .path("stat")
                                .asText())
                        .as(id)
                        .isNotEqualTo("OK");
            }
        }
    }

    @Test
    void what_is_no_report_harms_no_report() {
        report(Map.of("task_id", "x", "trace_id", "é"));
        report(Map.of("task_id", "x", "trace_id", "0".repeat(32)));
        report(Map.of("task_id", "x"));
        report(Map.of("task_id", 1, "trace_id", List.of()));
        report(Map.of("task_id", "x", "trace_id", "A".repeat(32) + "'", "cost", 1e300));
        report(Map.of());

        neighbours.add("beside", "/ends/answers", "now", "expect_stat", "OK");

        neighbours.awaitStatuses("beside", "succeeded");
        Eventually.within(PATIENCE, () -> {
            JsonNode left = neighbours.baiChuan(
                    "/baichuan/task_list", Map.of("handler", "/ruqi/firing_done", "state", "queued"));
            assertThat(left.at("/data/total").asInt()).as(left.toString()).isZero();
        });
    }

    @Test
    void two_ends_of_one_firing_at_the_same_time_are_distinguished() {
        neighbours.add("two", "/ends/nobody", "now", "expect_stat", "OK");
        String id = waiting("two");
        Map<String, Object> mine = Map.of(
                "task_id",
                id,
                "trace_id",
                id,
                "status",
                "finished",
                "stat",
                "OK",
                "cost",
                0.5,
                "result",
                Map.of("stat", "OK"));
        Map<String, Object> other =
                Map.of("task_id", id + ".7", "trace_id", id, "status", "failed", "stat", "ERR_OTHER");

        JsonNode reply = neighbours.baiChuan(
                "/baichuan/task_create_batch",
                Map.of(
                        "tasks",
                        List.of(
                                Map.of("handler", "/ruqi/firing_done", "params", mine),
                                Map.of("handler", "/ruqi/firing_done", "params", other))));

        assertThat(reply.path("stat").asText()).isEqualTo("OK");
        neighbours.awaitStatuses("two", "succeeded");
    }

    @Test
    void whatever_a_report_says_it_can_be_recorded() {
        List<Object> odd = List.of(
                "\u0000", "half \ud83d", "\uffff", "🦋".repeat(6_000), "\"\\".repeat(5_000), List.of(1e300, -1e300));
        for (int i = 0; i < odd.size(); i++) {
            neighbours.add("odd-" + i, "/ends/nobody", "now", "overlap", "skip");
        }
        for (int i = 0; i < odd.size(); i++) {
            String id = waiting("odd-" + i);
            report(Map.of(
                    "task_id",
                    id,
                    "trace_id",
                    id,
                    "status",
                    "failed",
                    "stat",
                    "ERR_" + odd.get(i),
                    "cost",
                    -1e300,
                    "result",
                    Map.of("it", odd.get(i))));
        }
        for (int i = 0; i < odd.size(); i++) {
            neighbours.awaitStatuses("odd-" + i, "failed");
        }
    }
}
