package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.Decisions.SOON;
import static io.butterfly.xingqiao.decision.Decisions.decide;
import static io.butterfly.xingqiao.decision.Decisions.failed;
import static io.butterfly.xingqiao.decision.Decisions.failing;
import static io.butterfly.xingqiao.decision.Decisions.id;
import static io.butterfly.xingqiao.decision.Decisions.ok;
import static io.butterfly.xingqiao.decision.Decisions.outcome;
import static io.butterfly.xingqiao.decision.Decisions.started;
import static io.butterfly.xingqiao.decision.Decisions.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes beyond a plain call after its dependencies. */
class FlowTest {
    @Nested
    class a_trigger_rule {
        @ParameterizedTest
        @CsvSource({
            "all_success, finished, finished, READY",
            "all_success, finished, started,  NOT_YET",
            "all_success, finished, failed,  NEVER",
            "all_success, started,  skipped,  NEVER",
            "all_success, started,  waiting,  NOT_YET",
            "all_done,    finished, failed,   READY",
            "all_done,    skipped,  failed,   READY",
            "all_done,    failed,   started, NOT_YET",
            "one_failed,  failed,   started,  READY",
            "one_failed,  started,  waiting,  NOT_YET",
            "one_failed,  finished, skipped, NEVER",
            "none_failed, finished, skipped,  READY",
            "none_failed, skipped,  skipped,  READY",
            "none_failed, started,  skipped, NOT_YET",
            "none_failed, started,  failed,   NEVER",
            "none_failed, finished, finished, READY"
        })
        void says_when_a_task_may_start(String rule, String first, String second, Readiness expected) {
            List<Task> dependencies =
                    List.of(Tasks.of(1, first).task(), Tasks.of(2, second).task());

            assertThat(Readiness.of(
                            Tasks.of(3, "waiting")
                                    .rule(rule)
                                    .task()
                                    .plan()
                                    .options()
                                    .rule(),
                            dependencies,
                            task -> false))
                    .isEqualTo(expected);
        }

        @Test
        void that_wants_a_failure_handles_it_and_what_needed_success_is_skipped() {
            assertThat(decide(
                            failing(1),
                            started(1),
                            waiting(2).after(1).rule("one_failed"),
                            waiting(3).after(1),
                            waiting(4).after(3)))
                    .containsExactly("task 1 failed ERR_BIZ", "start 2 no 1", "task 3 skipped OK", "task 4 skipped OK");
        }

        @Test
        void of_a_handled_failure_lets_the_job_finish() {
            assertThat(decide(
                            ok(2),
                            Tasks.of(1, "failed").stat("ERR_BIZ"),
                            started(2).after(1).rule("one_failed"),
                            Tasks.of(3, "skipped").after(1)))
                    .containsExactly("task 2 finished OK", "job finished OK");
        }

        @Test
        void of_a_handler_that_fails_itself_fails_the_job_with_the_code_of_the_first_failure() {
            assertThat(decide(
                            failing(2),
                            Tasks.of(1, "failed").stat("ERR_ONE"),
                            started(2).after(1).rule("all_done")))
                    .containsExactly("task 2 failed ERR_BIZ", "job failed ERR_ONE");
        }

        @Test
        void that_wants_failures_still_starts_its_task_when_another_failure_stops_the_job() {
            assertThat(decide(
                            failing(1),
                            started(1),
                            waiting(2),
                            waiting(3).after(2).rule("all_done"),
                            waiting(4).after(2)))
                    .as("2 will never run, so it is over for 3")
                    .containsExactly("task 1 failed ERR_BIZ", "start 3 no 1");
        }

        @Test
        void that_cannot_be_met_skips_task_after_task() {
            assertThat(decide(
                            ok(1),
                            started(1),
                            waiting(2).after(1).rule("one_failed"),
                            waiting(3).after(2),
                            waiting(4).after(1, 3).rule("none_failed")))
                    .containsExactly("task 1 finished OK", "task 2 skipped OK", "task 3 skipped OK", "start 4 no 1");
        }

        @Test
        void joins_branches_of_which_some_were_skipped() {
            assertThat(decide(
                            List.of(new Event.Unwanted(id(1))),
                            waiting(1),
                            Tasks.of(2, "finished"),
                            waiting(3).after(1, 2).rule("none_failed")))
                    .containsExactly("task 1 skipped OK", "start 3 no 1");
        }
    }

    @Nested
    class a_condition {
        @Test
        void that_is_false_skips_its_task_and_what_needs_it_and_the_job_finishes() {
            assertThat(decide(
                            List.of(new Event.Unwanted(id(1))),
                            waiting(1),
                            waiting(2).after(1)))
                    .containsExactly("task 1 skipped OK", "task 2 skipped OK", "job finished OK");
        }
    }

    @Nested
    class a_pause_between_attempts {
        @Test
        void grows_and_the_next_start_is_due_after_it() {
            assertThat(decide(failing(1), started(1).retries(0, 5).backoff(2))).containsExactly("start 1 no 2 due 3");
            assertThat(decide(failing(1), started(1).retries(2, 5).backoff(2))).containsExactly("start 1 no 2 due 9");
        }
    }

    @Nested
    class a_reply {
        @Test
        void that_is_too_large_fails_its_task_for_good_and_is_not_kept() {
            String large = "{\"x\":\"" + "y".repeat(Outcome.MAX_REPLY) + "\"}";

            List<Step> steps = Progress.of(
                    Decisions.job(JobStatus.STARTED),
                    List.of(started(1).retries(0, 3).task()),
                    List.of(new Event.Ended(id(1), 1, outcome("OK", large))),
                    Decisions.SOON);

            assertThat(steps.stream().map(Tasks::word))
                    .containsExactly("task 1 failed ERR_TASK_RESULT_TOO_LARGE", "job failed ERR_TASK_RESULT_TOO_LARGE");
            assertThat(((Step.End) steps.getFirst()).reply().map(RawJson::text).orElse(""))
                    .contains("has more than 1048576 characters")
                    .hasSizeLessThan(300);
        }

        @Test
        void that_will_never_come_because_the_message_is_refused_fails_its_task_whatever_retries_it_has() {
            assertThat(decide(
                            List.of(new Event.Refused(id(1), 1, "no")),
                            Tasks.of(1, "pending").retries(0, 3)))
                    .containsExactly("task 1 failed ERR_TASK_REFUSED", "job failed ERR_TASK_REFUSED");
        }
    }

    /**
     * Task 1 has failed. Task 2 depends on it. A job that ends its work with a failure of that task says so at once or
     * by its end.
     */
    @ParameterizedTest
    @CsvSource({
        "main,       one_failed,   finished, job finished OK",
        "main,       all_done,     finished, job finished OK",
        "main,       one_failed,   waiting,  start 2 no 1",
        "main,       all_done,     waiting,  start 2 no 1",
        "main,       one_failed,   started,  ",
        "main,       one_failed,   skipped,  job failed ERR_BIZ",
        "main,       all_done,     skipped,  job failed ERR_BIZ",
        "main,       one_failed,   failed,   job failed ERR_BIZ",
        "main,       all_done,     failed,   job failed ERR_BIZ",
        "main,       all_success,  waiting,  job failed ERR_BIZ",
        "main,       none_failed,  waiting,  job failed ERR_BIZ",
        "on_failure, one_failed,   waiting,  end begins ERR_BIZ; start 2 no 1",
        "on_failure, all_done,     waiting,  end begins ERR_BIZ; start 2 no 1",
        "finally,    one_failed,   waiting,  end begins ERR_BIZ; start 2 no 1",
        "finally,    all_done,     waiting,  end begins ERR_BIZ; start 2 no 1",
    })
    void a_failed_task_is_taken_care_of_by(String phase, String rule, String status, String becomes) {
        Task handler = Tasks.of(2, status)
                .after(1)
                .run(phase)
                .rule(rule)
                .stat(status.equals("failed") ? "ERR_OTHER" : "OK")
                .task();

        assertThat(String.join("; ", decide(failed(1, "ERR_BIZ"), handler))).isEqualTo(becomes == null ? "" : becomes);
    }

    @Test
    void a_failure_whose_handler_s_condition_is_false_fails_the_job() {
        Task handler = Tasks.of(2, "waiting").after(1).rule("one_failed").task();

        assertThat(decide(SOON, List.of(new Event.Unwanted(id(2))), failed(1, "ERR_BIZ"), handler))
                .containsExactly("task 2 skipped OK", "job failed ERR_BIZ");
    }
}
