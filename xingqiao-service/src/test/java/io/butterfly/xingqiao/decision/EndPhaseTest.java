package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.Decisions.decide;
import static io.butterfly.xingqiao.decision.Decisions.ending;
import static io.butterfly.xingqiao.decision.Decisions.failing;
import static io.butterfly.xingqiao.decision.Decisions.ok;
import static io.butterfly.xingqiao.decision.Decisions.started;
import static io.butterfly.xingqiao.decision.Decisions.waiting;
import static io.butterfly.xingqiao.decision.Decisions.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What runs when the main tasks have ended. */
class EndPhaseTest {
    @Nested
    class tasks_of_the_end {
        @Test
        void wait_for_the_end_of_the_work_and_those_for_failures_are_skipped_when_there_is_none() {
            assertThat(decide(
                            List.of(),
                            started(1),
                            waiting(2).run("finally"),
                            waiting(3).run("on_failure")))
                    .isEmpty();
            assertThat(decide(
                            ok(1),
                            started(1),
                            waiting(2).run("finally"),
                            waiting(3).run("on_failure")))
                    .containsExactly("task 1 finished OK", "end begins OK", "task 3 skipped OK", "start 2 no 1");
        }

        @Test
        void run_one_after_the_other_when_the_work_fails_first_those_for_failures() {
            assertThat(decide(
                            failing(1),
                            started(1),
                            waiting(2).run("finally"),
                            waiting(3).run("on_failure")))
                    .containsExactly("task 1 failed ERR_BIZ", "end begins ERR_BIZ", "start 3 no 1");
            assertThat(ending(
                            "ERR_BIZ",
                            ok(3),
                            Tasks.of(1, "failed"),
                            waiting(2).run("finally"),
                            started(3).run("on_failure")))
                    .containsExactly("task 3 finished OK", "start 2 no 1");
            assertThat(ending(
                            "ERR_BIZ",
                            ok(2),
                            Tasks.of(1, "failed"),
                            started(2).run("finally"),
                            Tasks.of(3, "finished").run("on_failure")))
                    .containsExactly("task 2 finished OK", "job failed ERR_BIZ");
        }

        @Test
        void run_also_after_the_deadline_and_what_still_runs_is_left_alone() {
            assertThat(decide(
                            JobStatus.STARTED,
                            Decisions.LATE,
                            List.of(),
                            started(1),
                            waiting(2).run("finally")))
                    .containsExactly("end begins ERR_JOB_EXE_TIMEOUT", "start 2 no 1");
        }

        @Test
        void see_work_that_never_ran_as_over() {
            assertThat(ending(
                            "ERR_BIZ",
                            List.of(),
                            waiting(1),
                            waiting(2).after(1).run("finally").rule("all_done"),
                            waiting(3).after(1).run("finally")))
                    .containsExactly("start 2 no 1", "task 3 skipped OK");
        }

        @Test
        void fail_the_job_when_only_they_fail_and_do_not_stop_each_other() {
            assertThat(ending(
                            "OK",
                            failing(2),
                            Tasks.of(1, "finished"),
                            started(2).run("finally"),
                            waiting(3).run("finally")))
                    .containsExactly("task 2 failed ERR_BIZ", "start 3 no 1");
            assertThat(ending(
                            "OK",
                            ok(3),
                            Tasks.of(1, "finished"),
                            Tasks.of(2, "failed").run("finally").stat("ERR_BIZ"),
                            started(3).run("finally")))
                    .containsExactly("task 3 finished OK", "job failed ERR_BIZ");
        }

        @Test
        void get_the_timeout_of_the_job_once_more() {
            Job job = Decisions.job(JobStatus.STARTED).end("OK", Decisions.START);

            assertThat(words(
                            job,
                            Decisions.LATE,
                            List.of(),
                            Tasks.of(1, "finished"),
                            started(2).run("finally")))
                    .containsExactly("job failed ERR_JOB_EXE_TIMEOUT");
        }
    }
}
