package io.butterfly.xingqiao.decision;

import static io.butterfly.xingqiao.decision.Decisions.both;
import static io.butterfly.xingqiao.decision.Decisions.decide;
import static io.butterfly.xingqiao.decision.Decisions.ending;
import static io.butterfly.xingqiao.decision.Decisions.failing;
import static io.butterfly.xingqiao.decision.Decisions.id;
import static io.butterfly.xingqiao.decision.Decisions.ok;
import static io.butterfly.xingqiao.decision.Decisions.outcome;
import static io.butterfly.xingqiao.decision.Decisions.retryFrom;
import static io.butterfly.xingqiao.decision.Decisions.started;
import static io.butterfly.xingqiao.decision.Decisions.waiting;
import static io.butterfly.xingqiao.decision.Decisions.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.workflow.ForEach;
import io.butterfly.xingqiao.workflow.TaskOptions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Tasks that are more, or less, than one message. */
class ItemsAndSignalsTest {
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
                            Decisions.SOON,
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
                            Decisions.SOON,
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
            assertThat(decide(List.of(), started(1).signal().due(Decisions.SOON)))
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
            Job inCleanUp = Decisions.job(JobStatus.STARTED)
                    .end("ERR_JOB_EXE_TIMEOUT", Decisions.START)
                    .pause(Decisions.START);

            assertThat(words(
                            inCleanUp,
                            Decisions.SOON,
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
}
