package io.butterfly.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import io.butterfly.api.Reply;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.api.worker.WorkerOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The library against a peer that speaks the protocol; against the real BaiChuan it is tested there. */
@Timeout(120)
class WorkerTest {
    private final ProtocolPeer baichuan = new ProtocolPeer();
    private final CountDownLatch blocked = new CountDownLatch(1);

    @AfterEach
    void stop() {
        blocked.countDown();
        baichuan.close();
    }

    @Test
    void answers_each_message_with_its_handlers_reply() {
        try (Worker worker = worker(invocation ->
                Reply.ok().with("doubled", invocation.params(Number.class).value() * 2))) {
            baichuan.offer("m1", "{\"value\":4}");

            WorkerOutcome outcome = baichuan.nextOutcome();

            assertThat(outcome.taskId()).isEqualTo("m1");
            assertThat(outcome.result()).isEqualTo(new RawJson("{\"stat\":\"OK\",\"doubled\":8}"));
        }
    }

    record Number(int value) {}

    @Test
    void answers_an_exception_with_an_error_of_the_contract() {
        try (Worker worker = worker(invocation -> {
            throw new IllegalStateException("no stock");
        })) {
            baichuan.offer("m1", "{}");

            assertThat(baichuan.nextOutcome().result().text())
                    .isEqualTo("{\"stat\":\"ERR_SERVER_EXCEPTION\",\"message\":\"no stock\"}");
        }
    }

    @Test
    void never_sends_a_reply_that_would_be_refused_for_its_size_for_ever() {
        try (Worker worker = worker(invocation -> Reply.ok().with("data", "x".repeat(5 << 20)))) {
            baichuan.offer("m1", "{}");

            assertThat(baichuan.nextOutcome().result().text())
                    .startsWith("{\"stat\":\"ERR_SERVER_EXCEPTION\"")
                    .contains("larger than 4 MB");
        }
    }

    @Test
    void ends_a_message_that_it_cannot_read_and_executes_those_that_came_with_it() {
        baichuan.offer("deep", "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
        baichuan.offer("m1", "{}");
        try (Worker worker = worker(invocation -> Reply.ok())) {
            Map<String, String> replies = new TreeMap<>();
            for (int i = 0; i < 2; i++) {
                WorkerOutcome outcome = baichuan.nextOutcome();
                replies.put(outcome.taskId(), outcome.result().text());
            }

            assertThat(replies.get("m1")).isEqualTo("{\"stat\":\"OK\"}");
            assertThat(replies.get("deep")).contains("ERR_BAD_PARAMS", "a worker cannot read the message");
        }
    }

    @Test
    void never_sends_a_reply_that_would_spoil_the_call_it_travels_in() {
        String deep = "[".repeat(950) + "]".repeat(950);
        List<Object> replies = List.of(
                new RawJson("{\"stat\":\"OK\"}, {"),
                new RawJson("{\"stat\":\"OK\",\"a\":" + deep + "}"),
                Map.of("a", new RawJson("}")));
        AtomicInteger next = new AtomicInteger();
        try (Worker worker = worker(invocation -> replies.get(next.getAndIncrement()))) {
            for (int i = 0; i < replies.size(); i++) {
                baichuan.offer("m" + i, "{}");

                assertThat(baichuan.nextOutcome().result().text())
                        .contains("ERR_SERVER_EXCEPTION", "the handler's reply cannot be sent");
            }
        }
    }

    @Test
    void claims_only_what_it_can_start_now() {
        try (Worker worker = worker(invocation -> {
            blocked.await();
            return Reply.ok();
        })) {
            baichuan.offer("m1", "{}");
            baichuan.offer("m2", "{}");
            baichuan.offer("m3", "{}");
            baichuan.awaitHeld(2);

            assertThat(baichuan.waiting()).isEqualTo(1);

            blocked.countDown();
            assertThat(baichuan.nextOutcome().taskId()).isNotEqualTo("m3");
        }
    }

    @Test
    void keeps_an_outcome_until_it_is_acknowledged() {
        try (Worker worker = worker(invocation -> Reply.ok())) {
            baichuan.refuseOutcomes(3);
            baichuan.offer("m1", "{}");

            assertThat(baichuan.nextOutcome().taskId()).isEqualTo("m1");
        }
    }

    @Test
    void stops_an_execution_that_is_past_its_timeout() {
        try (Worker worker = worker(invocation -> {
            blocked.await();
            return Reply.ok();
        })) {
            baichuan.offer("m1", "{}", 1);

            assertThat(baichuan.nextOutcome().result().text()).contains("ERR_MSG_TIMEOUT");
        }
    }

    @Test
    void renews_the_lease_of_what_runs_and_stops_what_was_cancelled() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Worker worker = worker(invocation -> {
            try {
                blocked.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Reply.ok();
        })) {
            baichuan.offer("m1", "{}");
            baichuan.awaitHeartbeat("m1");

            baichuan.cancel("m1");

            interrupted.await();
        }
    }

    @Test
    void gives_back_what_does_not_end_in_time_when_it_is_closed() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        Worker worker = worker(invocation -> {
            started.countDown();
            blocked.await();
            return Reply.ok();
        });
        baichuan.offer("m1", "{}");
        started.await();

        worker.close();

        WorkerOutcome outcome = baichuan.nextOutcome();
        assertThat(outcome.release()).isZero();
        assertThat(outcome.result()).isNull();
    }

    @Test
    void gives_back_what_comes_while_it_closes() {
        Worker worker = worker(invocation -> Reply.ok());
        baichuan.offerToWhoLeaves("m1");
        baichuan.awaitClaim();

        worker.close();

        WorkerOutcome outcome = baichuan.nextOutcome();
        assertThat(outcome.taskId()).isEqualTo("m1");
        assertThat(outcome.release()).isZero();
        assertThat(baichuan.farewells()).extracting(WorkerLeave::draining).containsExactly(true, false);
    }

    @Test
    void answers_an_error_too_lest_the_message_stays_in_its_hand() {
        try (Worker worker = worker(invocation -> {
            throw new StackOverflowError("deep");
        })) {
            baichuan.offer("m1", "{}");

            assertThat(baichuan.nextOutcome().result().text())
                    .contains("ERR_SERVER_EXCEPTION")
                    .contains("deep");
        }
    }

    private Worker worker(Handler handler) {
        return Worker.at(baichuan.url())
                .handle("/test/handler", handler)
                .concurrency(2)
                .drainPatience(Duration.ofMillis(300))
                .start();
    }
}
