package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.Decisions.LATE;
import static io.butterfly.xingqiao.decision.Decisions.SOON;
import static io.butterfly.xingqiao.decision.Decisions.START;
import static io.butterfly.xingqiao.decision.Decisions.decide;
import static io.butterfly.xingqiao.decision.Decisions.failing;
import static io.butterfly.xingqiao.decision.Decisions.id;
import static io.butterfly.xingqiao.decision.Decisions.ok;
import static io.butterfly.xingqiao.decision.Decisions.retryFrom;
import static io.butterfly.xingqiao.decision.Decisions.started;
import static io.butterfly.xingqiao.decision.Decisions.waiting;
import static io.butterfly.xingqiao.decision.Decisions.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What callers want of a job. */
class CommandsTest {
    static final Job PAUSED = Decisions.job(JobStatus.STARTED).pause(START);

    @Nested
    class to_cancel {
        @Test
        void ends_what_runs_cancels_its_messages_and_fails_the_job() {
            assertThat(decide(
                            List.of(new Event.Cancel()),
                            started(1),
                            Tasks.of(2, "pending"),
                            waiting(3),
                            started(4).signal()))
                    .containsExactly(
                            "cancel 1 no 1",
                            "task 1 failed ERR_TASK_CANCELLED",
                            "cancel 2 no 1",
                            "task 2 failed ERR_TASK_CANCELLED",
                            "task 4 failed ERR_TASK_CANCELLED",
                            "end begins ERR_JOB_CANCELLED",
                            "job failed ERR_JOB_CANCELLED");
        }

        @Test
        void lets_the_tasks_of_the_end_run() {
            assertThat(decide(
                            List.of(new Event.Cancel()), started(1), waiting(2).run("finally")))
                    .endsWith("end begins ERR_JOB_CANCELLED", "start 2 no 1");
        }

        @Test
        void ends_a_pause() {
            assertThat(words(PAUSED, SOON, List.of(new Event.Cancel()), waiting(1)))
                    .containsExactly("resume after 1", "end begins ERR_JOB_CANCELLED", "job failed ERR_JOB_CANCELLED");
        }
    }

    @Nested
    class to_pause {
        @Test
        void starts_nothing_more_but_records_what_ends() {
            assertThat(decide(List.of(new Event.Pause()), started(1), waiting(2)))
                    .containsExactly("pause");
            assertThat(words(PAUSED, SOON, ok(1), started(1), waiting(2).after(1)))
                    .containsExactly("task 1 finished OK");
            assertThat(words(PAUSED, SOON, failing(1), started(1).retries(0, 1)))
                    .as("due, but not published")
                    .containsExactly("start 1 no 2 due 1");
            assertThat(words(PAUSED, SOON, List.of(new Event.Unheard(id(1), 1)), Tasks.of(1, "pending")))
                    .isEmpty();
        }

        @Test
        void stops_the_clock_of_the_deadline() {
            assertThat(words(PAUSED, LATE, List.of(), started(1))).isEmpty();
            assertThat(PAUSED.resume(LATE).span().deadline()).isEqualTo(LATE.plusSeconds(60));
        }

        @Test
        void a_second_time_changes_nothing() {
            assertThat(words(PAUSED, SOON, List.of(new Event.Pause()), waiting(1)))
                    .isEmpty();
        }
    }

    @Nested
    class to_resume {
        @Test
        void publishes_what_was_held_back_and_goes_on() {
            assertThat(words(
                            PAUSED,
                            SOON,
                            List.of(new Event.Resume()),
                            Tasks.of(1, "pending"),
                            Tasks.of(2, "finished"),
                            waiting(3).after(2)))
                    .containsExactly("resume after 1", "same 1 no 1", "start 3 no 1");
        }

        @Test
        void leaves_a_signal_the_time_that_it_still_had() {
            assertThat(words(
                            PAUSED,
                            SOON.plusSeconds(8),
                            List.of(new Event.Resume()),
                            started(1).signal().due(START.plusSeconds(5)),
                            started(2).signal()))
                    .containsExactly("resume after 9", "put off 1 to 14");
        }

        @Test
        void leaves_the_tasks_of_the_end_and_the_wait_for_locks_the_time_that_they_still_had() {
            Job ending = Decisions.job(JobStatus.STARTED).end("OK", START).pause(SOON);
            assertThat(ending.resume(SOON.plusSeconds(100)).span().deadline()).isEqualTo(START.plusSeconds(160));

            Job locked = Decisions.job(JobStatus.STARTED)
                    .waitForLocks(START.plusSeconds(5))
                    .pause(SOON);
            assertThat(locked.resume(SOON.plusSeconds(100)).span().deadline()).isEqualTo(START.plusSeconds(105));
            assertThat(words(locked, SOON.plusSeconds(100), List.of(new Event.Resume()), waiting(1)))
                    .containsExactly("resume after 100");
        }

        @Test
        void counts_only_the_rest_of_a_pause_in_which_the_job_got_its_locks() {
            Job job = Decisions.job(JobStatus.STARTED)
                    .waitForLocks(LATE)
                    .pause(START)
                    .haveLocks(START.plusSeconds(10));

            assertThat(job.resume(START.plusSeconds(15)).span().deadline()).isEqualTo(START.plusSeconds(10 + 5 + 60));
        }

        @Test
        void ends_a_job_whose_tasks_have_all_ended_meanwhile() {
            assertThat(words(PAUSED, LATE, List.of(new Event.Resume()), Tasks.of(1, "finished")))
                    .containsExactly("resume after 60", "job finished OK");
        }

        @Test
        void what_runs_changes_nothing() {
            assertThat(decide(List.of(new Event.Resume()), started(1))).isEmpty();
        }
    }

    @Nested
    class to_retry {
        @Test
        void sets_back_what_failed_or_was_skipped_and_keeps_what_finished() {
            assertThat(decide(
                            JobStatus.FAILED,
                            SOON,
                            List.of(new Event.Retry()),
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "failed").after(1),
                            Tasks.of(3, "skipped").after(2),
                            waiting(4).after(2)))
                    .containsExactly("restart", "reset 2", "reset 3", "start 2 no 2");
        }

        @Test
        void lets_a_job_that_is_a_task_go_on_where_it_failed() {
            assertThat(retry(
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "failed").stat("ERR_BIZ").subJob().after(1),
                            waiting(3).after(2)))
                    .containsExactly("restart", "reset 2", "start 2 no 1");
            assertThat(decide(
                            JobStatus.FAILED,
                            SOON,
                            List.of(retryFrom("t2")),
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "failed").subJob().after(1),
                            Tasks.of(3, "finished").after(2).rule("all_done")))
                    .containsExactly("restart", "reset 2", "reset 3", "start 2 no 1");
        }

        @Test
        void starts_a_job_that_is_a_task_anew_when_it_did_not_fail_itself_or_gets_other_parameters() {
            assertThat(retry(Tasks.of(1, "failed").stat("ERR_TASK_PROVIDES").subJob()))
                    .containsExactly("restart", "reset 1", "start 1 no 2");
            assertThat(retry(Tasks.of(1, "failed").stat("ERR_TASK_CANCELLED").subJob()))
                    .containsExactly("restart", "reset 1", "start 1 no 2");
            assertThat(retry(
                            Tasks.of(1, "failed").stat("ERR_BIZ"),
                            Tasks.of(2, "failed").subJob().after(1).rule("all_done")))
                    .containsExactly("restart", "reset 1", "reset 2", "start 1 no 2");
            assertThat(decide(
                            JobStatus.FAILED,
                            SOON,
                            List.of(retryFrom("t1")),
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "failed").subJob().after(1)))
                    .containsExactly("restart", "reset 1", "reset 2", "start 1 no 2");
        }

        private List<String> retry(Tasks... tasks) {
            return decide(JobStatus.FAILED, SOON, List.of(new Event.Retry()), tasks);
        }

        @Test
        void counts_the_timeout_anew_and_looks_again_at_what_still_runs() {
            assertThat(decide(
                            JobStatus.FAILED,
                            LATE,
                            List.of(new Event.Retry()),
                            started(1),
                            waiting(2).after(1)))
                    .containsExactly("restart");
        }

        @Test
        void sets_back_the_tasks_of_the_end() {
            assertThat(decide(
                            JobStatus.FAILED,
                            SOON,
                            List.of(new Event.Retry()),
                            Tasks.of(1, "failed"),
                            Tasks.of(2, "finished").run("finally")))
                    .containsExactly("restart", "reset 1", "reset 2", "start 1 no 2");
        }

        @ParameterizedTest
        @EnumSource(value = JobStatus.class, names = "FAILED", mode = Mode.EXCLUDE)
        void is_refused_unless_the_job_has_failed(JobStatus status) {
            assertThatThrownBy(() -> decide(status, SOON, List.of(new Event.Retry()), Tasks.of(1, "finished")))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("only a failed job");
        }
    }

    @Nested
    class to_retry_from_a_task {
        @Test
        void starts_it_anew_and_all_after_it_and_nothing_else_that_finished() {
            assertThat(decide(
                            JobStatus.FINISHED,
                            SOON,
                            List.of(retryFrom("t2")),
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "finished").after(1),
                            Tasks.of(3, "finished").after(2),
                            Tasks.of(4, "finished").after(3),
                            Tasks.of(5, "finished").after(1)))
                    .containsExactly("restart", "reset 2", "reset 3", "reset 4", "start 2 no 2");
        }

        @Test
        void cancels_the_message_of_an_attempt_that_still_runs() {
            assertThat(decide(JobStatus.FAILED, SOON, List.of(retryFrom("t1")), started(1)))
                    .containsExactly("restart", "cancel 1 no 1", "reset 1", "start 1 no 2");
        }

        @Test
        void is_refused_while_the_job_runs_and_for_a_task_it_does_not_have() {
            assertThatThrownBy(() -> decide(List.of(retryFrom("t1")), started(1)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("still runs");
            assertThatThrownBy(() -> decide(JobStatus.FAILED, SOON, List.of(retryFrom("t7")), started(1)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("no such task");
        }
    }

    @Test
    void a_signal_for_a_task_that_waits_for_none_is_refused() {
        Event signal = new Event.Signal(new Event.TaskKey.ByLabel("t1"), Decisions.outcome("OK", "{}"));

        assertThatThrownBy(() -> decide(List.of(signal), started(1)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("waits for no signal");
        assertThatThrownBy(() -> decide(List.of(signal), Tasks.of(1, "finished").signal()))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> decide(
                        JobStatus.FAILED, SOON, List.of(signal), started(1).signal()))
                .isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @EnumSource(value = JobStatus.class, names = "STARTED", mode = Mode.EXCLUDE)
    void a_job_that_has_ended_is_neither_cancelled_nor_paused_nor_resumed(JobStatus status) {
        for (Event command : List.<Event>of(new Event.Cancel(), new Event.Pause(), new Event.Resume())) {
            assertThatThrownBy(() -> decide(status, SOON, List.of(command), started(1)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("only a started job");
        }
    }
}
