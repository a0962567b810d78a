package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.Decisions.LATE;
import static io.butterfly.xingqiao.decision.Decisions.SOON;
import static io.butterfly.xingqiao.decision.Decisions.decide;
import static io.butterfly.xingqiao.decision.Decisions.ended;
import static io.butterfly.xingqiao.decision.Decisions.failed;
import static io.butterfly.xingqiao.decision.Decisions.id;
import static io.butterfly.xingqiao.decision.Decisions.job;
import static io.butterfly.xingqiao.decision.Decisions.ok;
import static io.butterfly.xingqiao.decision.Decisions.outcome;
import static io.butterfly.xingqiao.decision.Decisions.retrying;
import static io.butterfly.xingqiao.decision.Decisions.saving;
import static io.butterfly.xingqiao.decision.Decisions.task;
import static io.butterfly.xingqiao.decision.Decisions.unheard;
import static io.butterfly.xingqiao.decision.Decisions.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ProgressTest {
    @Nested
    class a_new_job {
        @Test
        void starts_the_tasks_that_depend_on_nothing() {
            assertThat(decide(task(1, "waiting"), task(2, "waiting"), task(3, "waiting", 1, 2)))
                    .containsExactly("start 1 no 1", "start 2 no 1");
        }

        @Test
        void fails_a_task_whose_required_value_is_nowhere_and_with_it_itself() {
            assertThat(decide(
                            SOON,
                            List.of(new Event.Unfit(id(1), "ERR_TASK_REQUIRES", "no value for x")),
                            task(1, "waiting"),
                            task(2, "waiting", 1)))
                    .containsExactly("task 1 failed ERR_TASK_REQUIRES", "job failed ERR_TASK_REQUIRES");
        }
    }

    @Nested
    class a_task_that_ended {
        @ParameterizedTest
        @EnumSource(
                value = TaskStatus.class,
                names = {"PENDING", "STARTED"})
        void finishes_whether_or_not_its_start_was_acknowledged_and_starts_what_waited_for_it(TaskStatus status) {
            assertThat(decide(SOON, ok(1), task(1, status.word()), task(2, "waiting", 1)))
                    .containsExactly("task 1 finished OK", "start 2 no 1");
        }

        @ParameterizedTest
        @EnumSource(
                value = TaskStatus.class,
                names = {"PENDING", "STARTED"},
                mode = Mode.EXCLUDE)
        void is_not_ended_twice(TaskStatus status) {
            Task other = task(2, "started");

            assertThat(decide(SOON, ok(1), task(1, status.word()), other)).doesNotContain("task 1 finished OK");
        }

        @Test
        void is_ignored_when_it_was_an_earlier_start() {
            assertThat(decide(SOON, List.of(new Event.Ended(id(1), 0, outcome("OK", "{}"))), task(1, "started")))
                    .isEmpty();
        }

        @Test
        void is_ignored_when_the_job_has_no_such_task() {
            assertThat(decide(SOON, ok(9), task(1, "started"))).isEmpty();
        }

        @Test
        void starts_nothing_that_waits_for_another_one_too() {
            assertThat(decide(SOON, ok(1), task(1, "started"), task(2, "started"), task(3, "waiting", 1, 2)))
                    .containsExactly("task 1 finished OK");
        }

        @ParameterizedTest
        @CsvSource({
            "ERR_BIZ, ERR_BIZ",
            "ERR_MSG_LOST, ERR_MSG_LOST",
            "ERR_MSG_TIMEOUT, ERR_TASK_EXE_TIMEOUT",
            "ERR_BAD_PARAMS, ERR_BAD_PARAMS"
        })
        void fails_with_the_code_it_answered(String answered, String recorded) {
            assertThat(decide(SOON, ended(1, outcome(answered, "{}")), task(1, "started"), task(2, "waiting", 1)))
                    .containsExactly("task 1 failed " + recorded, "job failed " + recorded);
        }

        @Test
        void fails_when_it_claims_success_without_a_reply() {
            assertThat(decide(SOON, ended(1, new Outcome("OK", Optional.empty(), 0)), task(1, "started")))
                    .containsExactly("task 1 failed ERR_MSG_RESULT_FAILED", "job failed ERR_MSG_RESULT_FAILED");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {"stat,str_info | finished OK", "str_info,stat | finished OK", "data | failed ERR_TASK_PROVIDES"
                })
        void must_provide_what_it_promised_in_any_order(String provides, String end) {
            Task task = Tasks.of(1, "started").provides(provides.split(",")).task();

            assertThat(decide(SOON, ended(1, outcome("OK", "{\"stat\":\"OK\",\"str_info\":\"a\"}")), task))
                    .contains("task 1 " + end);
        }

        @Test
        void makes_its_reply_the_jobs_result_when_it_is_to_be_saved() {
            assertThat(decide(SOON, ok(1), saving(1)))
                    .containsExactly("task 1 finished OK", "save {}", "job finished OK");
        }

        @Test
        void is_started_again_under_a_new_number_while_its_retrymax_allows() {
            assertThat(decide(SOON, ended(1, outcome("ERR_BIZ", "{}")), retrying(1, 0, 1)))
                    .containsExactly("start 1 no 2");
            assertThat(decide(SOON, ended(1, outcome("ERR_BIZ", "{}")), retrying(1, 1, 1)))
                    .containsExactly("task 1 failed ERR_BIZ", "job failed ERR_BIZ");
        }
    }

    @Nested
    class a_start_that_baichuan_does_not_know {
        @ParameterizedTest
        @EnumSource(
                value = TaskStatus.class,
                names = {"PENDING", "STARTED"})
        void is_published_again_under_the_same_number(TaskStatus status) {
            assertThat(decide(SOON, unheard(1, 1), task(1, status.word()))).containsExactly("same 1 no 1");
        }

        @ParameterizedTest
        @EnumSource(
                value = TaskStatus.class,
                names = {"FINISHED", "FAILED"})
        void is_left_alone_when_the_task_is_over(TaskStatus status) {
            assertThat(decide(SOON, unheard(1, 1), task(1, status.word()), task(2, "started")))
                    .isEmpty();
        }

        @Test
        void is_left_alone_when_it_was_an_earlier_one() {
            assertThat(decide(SOON, unheard(1, 0), task(1, "started"))).isEmpty();
        }
    }

    @Nested
    class a_failed_task {
        @Test
        void stops_new_starts_while_others_still_run() {
            assertThat(decide(
                            SOON,
                            ended(1, outcome("ERR_BIZ", "{}")),
                            task(1, "started"),
                            task(2, "started"),
                            task(3, "waiting")))
                    .containsExactly("task 1 failed ERR_BIZ");
        }

        @Test
        void ends_its_job_once_nothing_runs_with_the_code_of_the_first_failed_one() {
            assertThat(decide(
                            SOON,
                            ended(2, outcome("ERR_TWO", "{}")),
                            failed(1, "ERR_ONE"),
                            task(2, "started"),
                            task(3, "waiting", 2)))
                    .containsExactly("task 2 failed ERR_TWO", "job failed ERR_ONE");
        }

        @Test
        void gives_its_job_the_general_code_when_it_has_none_of_its_own() {
            assertThat(decide(SOON, List.of(), failed(1, "OK"))).containsExactly("job failed ERR_JOB_EXE_FAILED");
        }

        @Test
        void keeps_another_one_from_being_started_again() {
            assertThat(decide(SOON, ended(2, outcome("ERR_TWO", "{}")), failed(1, "ERR_ONE"), retrying(2, 0, 5)))
                    .containsExactly("task 2 failed ERR_TWO", "job failed ERR_ONE");
        }
    }

    @Nested
    class the_deadline {
        @Test
        void ends_a_job_whose_tasks_still_run_and_leaves_them_as_they_are() {
            assertThat(decide(LATE, List.of(), task(1, "started"), task(2, "waiting", 1)))
                    .containsExactly("job failed ERR_JOB_EXE_TIMEOUT");
        }

        @Test
        void keeps_tasks_from_starting() {
            assertThat(decide(LATE, ok(1), task(1, "started"), task(2, "waiting", 1)))
                    .containsExactly("task 1 finished OK", "job failed ERR_JOB_EXE_TIMEOUT");
        }

        @Test
        void does_not_fail_a_job_whose_last_task_has_finished() {
            assertThat(decide(LATE, ok(1), task(1, "started")))
                    .containsExactly("task 1 finished OK", "job finished OK");
        }

        @Test
        void publishes_nothing_again() {
            assertThat(decide(LATE, unheard(1, 1), task(1, "pending")))
                    .containsExactly("job failed ERR_JOB_EXE_TIMEOUT");
        }

        @Test
        void gives_way_to_the_code_of_a_task_that_failed_when_nothing_runs() {
            assertThat(decide(LATE, ended(1, outcome("ERR_BIZ", "{}")), task(1, "started"), task(2, "waiting", 1)))
                    .containsExactly("task 1 failed ERR_BIZ", "job failed ERR_BIZ");
        }
    }

    @Nested
    class a_job_that_has_ended {
        @ParameterizedTest
        @EnumSource(
                value = JobStatus.class,
                names = {"FINISHED", "FAILED"})
        void still_records_how_its_tasks_end_and_does_nothing_else(JobStatus status) {
            Job job = job(status);

            assertThat(words(Progress.of(job, List.of(saving(1), task(2, "waiting", 1)), ok(1), SOON)))
                    .containsExactly("task 1 finished OK");
            assertThat(words(Progress.of(job, List.of(retrying(1, 0, 3)), ended(1, outcome("ERR_BIZ", "{}")), SOON)))
                    .containsExactly("task 1 failed ERR_BIZ");
            assertThat(words(Progress.of(job, List.of(task(1, "started")), unheard(1, 1), LATE)))
                    .isEmpty();
        }
    }

    @Test
    void every_state_becomes_only_what_the_tables_say() {
        Map<TaskStatus, List<TaskStatus>> legal = Map.of(
                TaskStatus.WAITING,
                        List.of(TaskStatus.PENDING, TaskStatus.STARTED, TaskStatus.FAILED, TaskStatus.SKIPPED),
                TaskStatus.PENDING,
                        List.of(TaskStatus.PENDING, TaskStatus.STARTED, TaskStatus.FINISHED, TaskStatus.FAILED),
                TaskStatus.STARTED, List.of(TaskStatus.PENDING, TaskStatus.FINISHED, TaskStatus.FAILED),
                TaskStatus.FINISHED, List.of(),
                TaskStatus.FAILED, List.of(),
                TaskStatus.SKIPPED, List.of());

        legal.forEach((status, next) ->
                assertThat(status.next()).as(status.word()).containsExactlyInAnyOrderElementsOf(next));
        assertThat(JobStatus.STARTED.next()).containsExactlyInAnyOrder(JobStatus.FINISHED, JobStatus.FAILED);
        assertThat(JobStatus.FINISHED.next()).isEmpty();
        assertThat(JobStatus.FAILED.next()).isEmpty();
    }
}
