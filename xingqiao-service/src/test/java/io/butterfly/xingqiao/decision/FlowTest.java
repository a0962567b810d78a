package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.ProgressTest.id;
import static io.butterfly.xingqiao.decision.ProgressTest.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.workflow.ForEach;
import io.butterfly.xingqiao.workflow.TaskOptions;
import java.time.Instant;
import java.util.Arrays;
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
                            ProgressTest.LATE,
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
            Job job = ProgressTest.job(JobStatus.STARTED).end("OK", ProgressTest.START);

            assertThat(words(
                            job,
                            ProgressTest.LATE,
                            List.of(),
                            Tasks.of(1, "finished"),
                            started(2).run("finally")))
                    .containsExactly("job failed ERR_JOB_EXE_TIMEOUT");
        }
    }

    @Nested
    class a_list_of_items {
        static final TaskOptions LIST = TaskOptions.NONE.forEach(new ForEach(Expression.parse("t9.list"), "item", 2));

        @Test
        void is_under_way_once_it_has_fanned_out_and_starts_as_many_as_may_run_at_the_same_time() {
            assertThat(decide(
                            List.of(new Event.FannedOut(id(1))),
                            waiting(1).options(LIST),
                            item(2, "waiting"),
                            item(3, "waiting"),
                            item(4, "waiting")))
                    .containsExactly("start 1 no 1 alone", "start 2 no 1", "start 3 no 1");
        }

        @Test
        void starts_the_next_item_when_one_has_ended() {
            assertThat(decide(
                            ok(2),
                            started(1).options(LIST),
                            item(2, "started"),
                            item(3, "started"),
                            item(4, "waiting")))
                    .containsExactly("task 2 finished OK", "start 4 no 1");
        }

        @Test
        void gathers_the_replies_when_all_have_finished_and_finishes_with_them() {
            assertThat(decide(ok(2), started(1).options(LIST), item(2, "started"), item(3, "finished")))
                    .containsExactly("task 2 finished OK", "gather 1");
            assertThat(decide(
                            both(ok(2), ok(1)),
                            started(1).options(LIST),
                            item(2, "started"),
                            item(3, "finished"),
                            waiting(4).after(1)))
                    .containsExactly("task 2 finished OK", "task 1 finished OK", "start 4 no 1");
        }

        @Test
        void without_items_is_gathered_at_once() {
            assertThat(decide(List.of(new Event.FannedOut(id(1))), waiting(1).options(LIST)))
                    .containsExactly("start 1 no 1 alone", "gather 1");
        }

        @Test
        void fails_with_the_code_of_its_item_once_none_runs_and_starts_no_more() {
            assertThat(decide(
                            failing(2),
                            started(1).options(LIST),
                            item(2, "started"),
                            item(3, "started"),
                            item(4, "waiting")))
                    .containsExactly("task 2 failed ERR_BIZ");
            assertThat(decide(
                            ok(3),
                            started(1).options(LIST),
                            item(2, "failed").stat("ERR_BIZ"),
                            item(3, "started"),
                            item(4, "waiting")))
                    .containsExactly("task 3 finished OK", "task 1 failed ERR_BIZ", "job failed ERR_BIZ");
        }

        @Test
        void goes_on_where_it_was_when_its_job_is_retried() {
            assertThat(decide(
                            JobStatus.FAILED,
                            ProgressTest.SOON,
                            List.of(new Event.Retry()),
                            Tasks.of(1, "failed").options(LIST),
                            item(2, "failed"),
                            item(3, "finished"),
                            item(4, "waiting")))
                    .containsExactly("restart", "reopen 1", "reset 2", "start 2 no 2", "start 4 no 1");
        }

        @Test
        void starts_anew_without_its_items_when_a_task_before_it_is_retried() {
            assertThat(decide(
                            JobStatus.FINISHED,
                            ProgressTest.SOON,
                            List.of(retryFrom("t5")),
                            Tasks.of(1, "finished").after(5).options(LIST),
                            item(2, "finished"),
                            Tasks.of(5, "finished")))
                    .containsExactly("restart", "drop items of 1", "reset 1", "reset 5", "start 5 no 2");
        }

        private static Tasks item(long id, String status) {
            return Tasks.of(id, status).itemOf(1);
        }
    }

    @Nested
    class a_task_that_waits_for_a_signal {
        @Test
        void is_started_without_a_message_and_due_after_its_timeout() {
            assertThat(decide(List.of(), waiting(1).signal().timeout(30))).containsExactly("start 1 no 1 alone due 31");
            assertThat(decide(List.of(), waiting(1).signal())).containsExactly("start 1 no 1 alone");
        }

        @Test
        void ends_as_the_signal_says() {
            assertThat(decide(
                            List.of(signal("OK")),
                            started(1).signal(),
                            waiting(2).after(1)))
                    .containsExactly("task 1 finished OK", "start 2 no 1");
            assertThat(decide(List.of(signal("ERR_NO")), started(1).signal()))
                    .containsExactly("task 1 failed ERR_NO", "job failed ERR_NO");
        }

        @Test
        void fails_when_it_is_due() {
            assertThat(decide(List.of(), started(1).signal().due(ProgressTest.SOON)))
                    .containsExactly("task 1 failed ERR_TASK_EXE_TIMEOUT", "job failed ERR_TASK_EXE_TIMEOUT");
        }

        @Test
        void is_published_again_in_the_phase_that_the_job_is_in_only() {
            List<Event> unheardOfBoth = List.of(new Event.Unheard(id(1), 1), new Event.Unheard(id(2), 1));

            assertThat(ending(
                            "ERR_JOB_EXE_TIMEOUT",
                            unheardOfBoth,
                            started(1),
                            started(2).run("finally")))
                    .containsExactly("same 2 no 1");
            assertThat(decide(unheardOfBoth, started(1), started(2))).containsExactly("same 1 no 1", "same 2 no 1");
        }

        @Test
        void is_published_again_by_a_resume_in_the_phase_that_the_job_is_in_only() {
            Job inCleanUp = ProgressTest.job(JobStatus.STARTED)
                    .end("ERR_JOB_EXE_TIMEOUT", ProgressTest.START)
                    .pause(ProgressTest.START);

            assertThat(words(
                            inCleanUp,
                            ProgressTest.SOON,
                            List.of(new Event.Resume()),
                            Tasks.of(1, "pending"),
                            Tasks.of(2, "pending").run("finally")))
                    .containsExactly("resume after 1", "same 2 no 1");
        }

        @Test
        void has_no_message_to_publish_again() {
            assertThat(decide(List.of(new Event.Unheard(id(1), 1)), started(1).signal()))
                    .isEmpty();
        }

        private static Event signal(String stat) {
            return new Event.Signal(new Event.TaskKey.ByLabel("t1"), outcome(stat, "{}"));
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
                    ProgressTest.job(JobStatus.STARTED),
                    List.of(started(1).retries(0, 3).task()),
                    List.of(new Event.Ended(id(1), 1, outcome("OK", large))),
                    ProgressTest.SOON);

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

    static Tasks waiting(long id) {
        return Tasks.of(id, "waiting");
    }

    static Tasks started(long id) {
        return Tasks.of(id, "started");
    }

    static List<Event> ok(long task) {
        return ProgressTest.ok(task);
    }

    static List<Event> failing(long task) {
        return ProgressTest.ended(task, outcome("ERR_BIZ", "{}"));
    }

    static List<Event> both(List<Event> first, List<Event> second) {
        return List.of(first.getFirst(), second.getFirst());
    }

    static Event retryFrom(String label) {
        return new Event.RetryFrom(new Event.TaskKey.ByLabel(label));
    }

    static List<String> decide(List<Event> events, Tasks... tasks) {
        return decide(JobStatus.STARTED, ProgressTest.SOON, events, tasks);
    }

    static List<String> ending(String stat, List<Event> events, Tasks... tasks) {
        return words(
                ProgressTest.job(JobStatus.STARTED).end(stat, ProgressTest.START), ProgressTest.SOON, events, tasks);
    }

    static List<String> decide(JobStatus status, Instant now, List<Event> events, Tasks... tasks) {
        return words(ProgressTest.job(status), now, events, tasks);
    }

    static List<String> words(Job job, Instant now, List<Event> events, Tasks... tasks) {
        return Progress.of(job, Arrays.stream(tasks).map(Tasks::task).toList(), events, now).stream()
                .map(Tasks::word)
                .toList();
    }
}
