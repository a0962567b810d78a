package io.butterfly.ruqi.firing;

import static io.butterfly.ruqi.Neighbours.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.service.Services;
import io.butterfly.ruqi.Neighbours;
import io.butterfly.worker.Worker;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What jobs ask for when their target is a message, with a real BaiChuan and a worker of the test's. */
@Execution(ExecutionMode.CONCURRENT)
@Order(9)
class MessagePoliciesTest {
    private static final Map<String, AtomicInteger> EXECUTIONS = new ConcurrentHashMap<>();
    private static final Map<String, Semaphore> RELEASED = new ConcurrentHashMap<>();
    private static Neighbours neighbours;
    private static Worker worker;

    @BeforeAll
    static void start() {
        neighbours = Neighbours.start(Services.baiChuan(), Map.of());
        worker = Worker.at(Services.baiChuan().url())
                .handle("/policies/fails-twice", message -> {
                    if (execution(message.params().tree().path("of").asText()) <= 2) {
                        throw new IllegalStateException("not yet");
                    }
                    return Map.of("stat", "OK");
                })
                .handle(
                        "/policies/errs-twice",
                        message -> Map.of(
                                "stat",
                                execution(message.params().tree().path("of").asText()) <= 2 ? "ERR_BUSINESS" : "OK"))
                .handle("/policies/errs", message -> Map.of("stat", "ERR_BUSINESS"))
                .handle("/policies/counts", message -> {
                    execution(message.params().tree().path("of").asText());
                    return Map.of("stat", "OK");
                })
                .handle("/policies/waits", message -> {
                    String of = message.params().tree().path("of").asText();
                    execution(of);
                    released(of).acquire();
                    return Map.of("stat", "OK");
                })
                .start();
    }

    @AfterAll
    static void stop() {
        RELEASED.values().forEach(released -> released.release(1_000));
        worker.close();
        neighbours.close();
    }

    /** Executions of {@code /policies/waits} for this job wait for it. */
    private static Semaphore released(String of) {
        return RELEASED.computeIfAbsent(of, key -> new Semaphore(0));
    }

    private static int execution(String of) {
        return EXECUTIONS.computeIfAbsent(of, key -> new AtomicInteger()).incrementAndGet();
    }

    /** The worker may hear of the message later than RuQi of the next instant. */
    private static void requireOneExecution(String of) {
        Eventually.until(PATIENCE, () -> executions(of) > 0);
        assertThat(executions(of)).isOne();
    }

    private static int executions(String of) {
        return EXECUTIONS.getOrDefault(of, new AtomicInteger()).get();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#a-given-id"})
    void a_handler_that_fails_twice_and_then_answers_is_executed_three_times(String id) {
        String job = "fails" + id;

        neighbours.add(job, "/policies/fails-twice#{\"of\":\"" + job + "\"}" + id, "now", "retry_max", "2");

        neighbours.awaitStatuses(job, "succeeded");
        assertThat(executions(job)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#another-given-id"})
    void a_reply_that_is_not_the_expected_one_is_asked_for_again(String id) {
        String job = "errs" + id;

        neighbours.add(
                job,
                "/policies/errs-twice#{\"of\":\"" + job + "\"}" + id,
                "now",
                "retry_max",
                "2",
                "expect_stat",
                "OK");

        neighbours.awaitStatuses(job, "succeeded");
        assertThat(executions(job)).isEqualTo(3);
    }

    @Test
    void a_reply_that_is_never_the_expected_one_has_failed() {
        neighbours.add("unexpected", "/policies/errs", "now", "expect_stat", "OK");
        neighbours.add("any", "/policies/errs", "now");

        neighbours.awaitStatuses("unexpected", "failed");
        assertThat(neighbours.reason("unexpected")).contains("'ERR_BUSINESS', not 'OK'");
        neighbours.awaitStatuses("any", "succeeded");
    }

    @Test
    void the_policies_reach_the_message() {
        neighbours.add(
                "told", "/policies/nobody", "now", "expect_stat", "OK", "timeout", "7", "delivery", "at_most_once");

        String id = firingId("told");
        Eventually.within(PATIENCE, () -> {
            var message = neighbours
                    .baiChuan("/baichuan/task_get", Map.of("task_id", id))
                    .path("task_info");
            assertThat(message.path("on_finish").asText()).startsWith("/ruqi/firing_done/");
            assertThat(message.path("timeout").asInt()).isEqualTo(7);
            assertThat(message.path("max_attempts").asInt()).isEqualTo(1);
        });
    }

    private static String firingId(String job) {
        Eventually.until(PATIENCE, () -> !neighbours.ledger().rows(job).isEmpty());
        try {
            return neighbours.ledger().rows(job).getFirst().firingId();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class while_the_message_of_an_earlier_firing_is_executed {
        @Test
        void the_next_ones_are_skipped() {
            neighbours.add("skips", "/policies/waits#{\"of\":\"skips\"}", "1s", "overlap", "skip");
            Eventually.until(PATIENCE, () -> neighbours.statuses("skips").contains("skipped"));
            requireOneExecution("skips");

            released("skips").release();

            Eventually.until(PATIENCE, () -> executions("skips") == 2);
            neighbours.remove("skips");
            released("skips").release();
        }

        @Test
        void one_waits_with_overlap_queue() {
            neighbours.add("queues", "/policies/waits#{\"of\":\"queues\"}", "1s", "overlap", "queue");
            Eventually.until(
                    PATIENCE,
                    () -> neighbours.statuses("queues").containsAll(List.of("running", "waiting", "skipped")));
            neighbours.remove("queues");
            requireOneExecution("queues");

            released("queues").release(2);

            Eventually.until(
                    PATIENCE,
                    () -> neighbours.statuses("queues").stream()
                                    .filter("succeeded"::equals)
                                    .count()
                            == 2);
            assertThat(executions("queues")).isEqualTo(2);
        }
    }

    @Nested
    class a_given_id {
        @Test
        void is_executed_at_every_firing() {
            neighbours.add("every", "/policies/counts#{\"of\":\"every\"}#given-every", "2s");

            Eventually.until(PATIENCE, () -> executions("every") >= 3);
            neighbours.remove("every");

            Eventually.within(PATIENCE, () -> {
                assertThat(neighbours.statuses("every"))
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(status -> List.of("succeeded", "skipped").contains(status));
                assertThat(executions("every")).isEqualTo((int) neighbours.statuses("every").stream()
                        .filter("succeeded"::equals)
                        .count());
            });
        }

        @Test
        void whose_message_is_under_way_is_skipped() {
            neighbours.add("busy", "/policies/waits#{\"of\":\"busy\"}#given-busy", "1s");

            Eventually.until(PATIENCE, () -> neighbours.statuses("busy").contains("skipped"));
            neighbours.remove("busy");

            requireOneExecution("busy");
            assertThat(neighbours.reason("busy")).contains("'given-busy' of an earlier firing was still under way");
            released("busy").release();
        }

        @Test
        void that_belongs_to_another_handlers_message_is_a_refusal() {
            neighbours.baiChuan(
                    "/baichuan/task_create",
                    Map.of("handler", "/policies/nobody", "params", Map.of(), "task_id", "given-taken"));

            neighbours.add("taken", "/policies/counts#{\"of\":\"taken\"}#given-taken", "now", "retry_max", "2");

            neighbours.awaitStatuses("taken", "failed");
            assertThat(neighbours.reason("taken")).contains("ERR_MSG_EXIST");
            assertThat(executions("taken")).isZero();
        }
    }

    @Test
    void a_backfill_executes_each_instant_once() {
        neighbours.add("filled", "/policies/counts#{\"of\":\"filled\"}", "3600s", "expect_stat", "OK");
        LocalDateTime from = LocalDateTime.now().minusHours(5);

        var reply = neighbours
                .ruqi()
                .call(
                        "/ruqi/job_backfill",
                        "job_id",
                        "filled",
                        "from_time",
                        from.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));

        int firings = reply.at("/data/firings").asInt();
        assertThat(firings).as(reply.toString()).isPositive();
        Eventually.within(
                PATIENCE,
                () -> assertThat(neighbours.statuses("filled")).hasSize(firings).containsOnly("succeeded"));
        assertThat(executions("filled")).isEqualTo(firings);
    }

    @Test
    void a_command_that_would_spoil_a_batch_is_refused_where_its_job_is_added() {
        String deep = "[".repeat(997) + "]".repeat(997); // could be read alone, but not inside a batch

        var reply = neighbours
                .ruqi()
                .call(
                        "/ruqi/job_add",
                        "job_trigger",
                        "date",
                        "job_id",
                        "deep",
                        "job_name",
                        "test",
                        "cmd",
                        "/policies/counts#{\"of\":" + deep + "}",
                        "rule",
                        "now");

        assertThat(reply.path("stat").asText()).isNotEqualTo("OK");
        assertThat(reply.path("message").asText()).startsWith("cmd: ");
    }
}
