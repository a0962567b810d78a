package io.butterfly.xingqiao.progress;

import static io.butterfly.xingqiao.progress.FakeBaiChuan.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.reconcile.StillJobs;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions, lists, jobs as tasks, signals, pauses, cancels and retries, with real tables. */
class BeyondCallsTest extends Engine {
    @Test
    void a_condition_is_looked_at_with_the_replies_of_the_tasks_before() throws Exception {
        JobId job = create("given", """
        {"limit":100,"tasks":[{"label":"pay"},
          {"label":"small","dependencies":["pay"],"when":"pay.amount <= job.limit"},
          {"label":"large","dependencies":["pay"],"when":"pay.amount > job.limit"},
          {"label":"join","dependencies":["small","large"],"trigger_rule":"none_failed"}]}""");

        baichuan.work(message -> answer("OK", "{\"stat\":\"OK\",\"amount\":150}"));
        progress.tick();
        assertThat(task(job, "small")).isEqualTo("skipped");
        assertThat(task(job, "large")).isEqualTo("started");
        runToTheEnd();

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(task(job, "join")).isEqualTo("finished");
    }

    @Test
    void a_list_becomes_a_task_an_item_and_its_reply_holds_theirs() throws Exception {
        JobId job = create("given", """
        {"tasks":[{"label":"find"},
          {"label":"ship","dependencies":["find"],"requires":["order","zone"],"foreach":{"in":"find.orders","as":"order","parallel":2}},
          {"label":"sum","dependencies":["ship"],"requires":["results"],"save":true}]}""");

        baichuan.work(
                message -> answer("OK", "{\"stat\":\"OK\",\"zone\":\"bj\",\"orders\":[{\"no\":7},{\"no\":8},9]}"));
        progress.tick();
        assertThat(task(job, "ship")).isEqualTo("started");
        assertThat(baichuan.waiting.values())
                .extracting(message -> message.params().text())
                .containsExactly("{\"zone\":\"bj\",\"order\":{\"no\":7}}", "{\"zone\":\"bj\",\"order\":{\"no\":8}}");
        assertThat(task(job, "ship.2")).isEqualTo("waiting");
        runToTheEnd();

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(database.ask("select ret_data from workflow_task where task_label = 'ship' and job_id = " + job))
                .startsWith("{\"stat\":\"OK\",\"count\":3,\"results\":[{");
        assertThat(ask(job, "ret_data")).contains("\"order\":{\"no\":7}", "\"order\":9");
    }

    @Test
    void a_list_that_is_none_fails_its_task_and_an_empty_one_finishes_it() throws Exception {
        String plan = "{\"list\":%s,\"tasks\":[{\"label\":\"each\",\"foreach\":{\"in\":\"job.list\"}}]}";

        assertThat(status(create("given", plan.formatted("{\"a\":1}")))).isEqualTo("failed ERR_TASK_FOREACH");
        assertThat(status(create("given", plan.formatted("[]")))).isEqualTo("finished OK");
    }

    @Test
    void a_task_that_is_a_job_ends_as_the_job_does_with_its_result_as_reply() throws Exception {
        JobId job = create("given", """
        {"str_info":"hi","tasks":[{"label":"sub","workflow":"hello","requires":["str_info"]},
          {"label":"after","dependencies":["sub"],"requires":["all_taskdata","job_id"]}]}""");
        JobId child = childOf(job);
        assertThat(task(job, "sub")).isEqualTo("started");
        assertThat(ask(child, "job_reqid")).isEqualTo(ask(job, "job_reqid") + "-" + taskId(job, "sub") + "-1");

        check(child); // its messages may not have been published: the turns that created it are closed
        runToTheEnd();

        assertThat(status(child)).isEqualTo("finished OK");
        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(database.ask("select ret_data from workflow_task where task_label = 'sub' and job_id = " + job))
                .contains("\"stat\":\"OK\"", "\"job_id\":" + child, "\"all_taskdata\":[{");
    }

    @Test
    void the_end_of_a_job_that_is_a_task_is_found_when_its_report_was_lost() throws Exception {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"sub\",\"workflow\":\"ping\"}]}");
        JobId child = childOf(job);
        database.execute(
                "update workflow_job set job_status = 'failed', ret_stat = 'ERR_BIZ', next_check_at = null where job_id = "
                        + child);

        check(job);

        assertThat(status(job)).isEqualTo("failed ERR_BIZ");
    }

    @Test
    void a_task_that_cannot_become_a_job_fails() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"sub\",\"workflow\":\"nobody_has_it\"}]}");

        assertThat(status(job)).isEqualTo("failed ERR_TASK_REFUSED");
        assertThat(database.ask("select ret_data from workflow_task where job_id = " + job))
                .contains("ERR_JOB_TYPE_NOT_EXISTS");
    }

    @Test
    void an_approval_waits_for_its_signal() throws Exception {
        JobId job = create("given", """
        {"tasks":[{"label":"approve","wait":true,"timeout":60},{"label":"go","dependencies":["approve"],"requires":["by"]}]}""");
        assertThat(task(job, "approve")).isEqualTo("started");
        check(job);

        command(
                job,
                new Event.Signal(
                        new TaskKey.ByLabel("approve"),
                        new Outcome("OK", Optional.of(new RawJson("{\"stat\":\"OK\",\"by\":\"wang\"}")), 0)));

        assertThat(baichuan.waiting.values())
                .singleElement()
                .satisfies(message -> assertThat(message.params().text()).isEqualTo("{\"by\":\"wang\"}"));
        runToTheEnd();
        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void an_approval_that_did_not_come_in_time_fails() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"approve\",\"wait\":true,\"timeout\":1}]}");
        long due = Long.parseLong(database.ask("select due_at from workflow_task where job_id = " + job));
        assertThat(Long.parseLong(ask(job, "next_check_at")))
                .as("looked at when it is due")
                .isEqualTo(due);

        database.execute(
                "update workflow_task set due_at = 1 where job_id = " + job,
                "update workflow_job set exe_id = exe_id + 1 where job_id = " + job);
        check(job);

        assertThat(status(job)).isEqualTo("failed ERR_TASK_EXE_TIMEOUT");
    }

    @Test
    void a_failed_task_is_started_again_after_its_pause_and_not_before() throws Exception {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"retrymax\":1,\"backoff\":{\"seconds\":30}}]}");
        baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\"}"));
        progress.tick();
        check(job);
        assertThat(task(job, "a")).isEqualTo("pending");
        assertThat(baichuan.published).hasSize(1);

        database.execute(
                "update workflow_task set due_at = 1 where job_id = " + job,
                "update workflow_job set exe_id = exe_id + 1 where job_id = " + job);
        check(job);

        assertThat(baichuan.published).extracting(StartId::startNo).containsExactly(1, 2);
        runToTheEnd();
        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void tasks_of_the_end_know_how_the_job_went() throws Exception {
        JobId job = create(
                "given",
                "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"tell\",\"run\":\"finally\",\"requires\":[\"job_stat\"]}]}");

        baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\"}"));
        progress.tick();

        assertThat(status(job)).isEqualTo("started OK");
        assertThat(baichuan.waiting.values())
                .singleElement()
                .satisfies(message -> assertThat(message.params().text()).isEqualTo("{\"job_stat\":\"ERR_BIZ\"}"));
        runToTheEnd();
        assertThat(status(job)).isEqualTo("failed ERR_BIZ");
    }

    @Test
    void a_cancel_ends_the_job_at_once_and_its_messages_as_soon_as_baichuan_answers() {
        JobId job = create("ping", "{}");
        StartId start = baichuan.published.getFirst();
        baichuan.isAway = true;

        command(job, new Event.Cancel());
        assertThat(status(job)).isEqualTo("failed ERR_JOB_CANCELLED");
        assertThat(task(job, "task1")).isEqualTo("failed");
        check(job);
        assertThat(baichuan.cancelled).isEmpty();
        baichuan.isAway = false;
        check(job);

        assertThat(baichuan.cancelled).containsExactly(start);
        check(job);
        assertThat(ask(job, "next_check_at")).isNull();
        assertThat(baichuan.cancelled).hasSize(1);
    }

    @Test
    void a_paused_job_starts_nothing_until_it_is_resumed() throws Exception {
        JobId job = create("ping", "{}");
        command(job, new Event.Pause());

        runToTheEnd();
        check(job);
        assertThat(task(job, "task1") + " " + task(job, "task2")).isEqualTo("finished waiting");
        command(job, new Event.Resume());
        runToTheEnd();

        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void a_retried_job_runs_only_what_failed_under_new_ids() throws Exception {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"dependencies\":[\"a\"]}]}");
        baichuan.work(FakeBaiChuan::echo);
        progress.tick();
        baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\"}"));
        progress.tick();
        assertThat(status(job)).isEqualTo("failed ERR_BIZ");

        command(job, new Event.Retry());
        assertThat(status(job)).as("the code stays until the end").isEqualTo("started ERR_BIZ");
        runToTheEnd();

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(baichuan.published).extracting(StartId::startNo).containsExactly(1, 1, 2);
    }

    @Test
    void a_retried_task_that_is_a_job_goes_on_in_that_job_where_it_failed() throws Exception {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"sub\",\"workflow\":\"ping\"}]}");
        JobId child = childOf(job);
        check(child); // its messages may not have been published: the turns that created it are closed
        baichuan.work(FakeBaiChuan::echo);
        progress.tick();
        baichuan.work(message -> answer("ERR_BIZ", "{\"stat\":\"ERR_BIZ\"}"));
        progress.tick();
        assertThat(status(job)).isEqualTo("failed ERR_BIZ");

        command(job, new Event.Retry());
        assertThat(status(child)).isEqualTo("started ERR_BIZ");
        check(child);
        runToTheEnd();

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(childOf(job)).isEqualTo(child);
        assertThat(baichuan.published).extracting(StartId::startNo).containsExactly(1, 1, 2);
    }

    @Test
    void a_signal_keeps_the_time_that_it_had_when_its_job_was_paused() {
        JobId job = create(
                "given",
                "{\"tasks\":[{\"label\":\"approve\",\"wait\":true,\"timeout\":60},{\"label\":\"go\",\"dependencies\":[\"approve\"]}]}");
        command(job, new Event.Pause());
        database.execute(
                "update workflow_job set paused_at = paused_at - 100000, started_at = started_at - 100000, exe_id = exe_id + 1 where job_id = "
                        + job,
                "update workflow_task set due_at = due_at - 100000 where due_at is not null and job_id = " + job);
        check(job);
        assertThat(task(job, "approve")).isEqualTo("started");

        command(job, new Event.Resume());
        assertThat(task(job, "approve")).isEqualTo("started");
        assertThat(Long.parseLong(database.ask(
                        "select due_at - unix_timestamp(now(3)) * 1000 > 30000 from workflow_task where due_at is not null and job_id = "
                                + job)))
                .isEqualTo(1);
        command(
                job,
                new Event.Signal(
                        new TaskKey.ByLabel("approve"),
                        new Outcome("OK", Optional.of(new RawJson("{\"stat\":\"OK\"}")), 0)));

        assertThat(task(job, "approve")).isEqualTo("finished");
    }

    @Test
    void what_is_remembered_of_a_job_is_not_believed_when_its_row_is_of_another_history() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"dependencies\":[\"a\"]}]}");
        database.execute("""
        update workflow_task set task_status = 'finished', ret_data = '{"stat":"OK"}' where task_label = 'a' and job_id = %1$s""".formatted(job), "update workflow_job set moved_at = moved_at + 1 where job_id = " + job);

        check(job);

        assertThat(task(job, "b")).isEqualTo("started");
    }

    @Test
    void a_retry_from_a_task_cancels_an_attempt_that_still_runs_before_the_next_one_is_published() throws Exception {
        JobId job = create("ping", "{}");
        StartId first = baichuan.published.getFirst();
        database.execute("update workflow_job set started_at = started_at - 3600000 where job_id = " + job);
        check(job);
        assertThat(status(job)).isEqualTo("failed ERR_JOB_EXE_TIMEOUT");

        command(job, new Event.RetryFrom(new TaskKey.ByLabel("task1")));

        assertThat(baichuan.cancelled).containsExactly(first);
        assertThat(baichuan.published).extracting(StartId::startNo).containsExactly(1, 2);
        runToTheEnd();
        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void a_message_that_is_refused_for_good_fails_its_task_at_once() {
        baichuan.refused.add("/test/work");

        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"retrymax\":3}]}");

        assertThat(status(job)).isEqualTo("failed ERR_TASK_REFUSED");
    }

    @Test
    void a_job_that_stands_still_is_counted_until_it_moves_or_is_paused() {
        StillJobs still = new StillJobs(dueJobs, clock, Duration.ofMinutes(10));
        still.refresh();
        int before = still.count();
        JobId job = create("ping", "{}");
        database.execute(
                "update workflow_job set moved_at = moved_at - 700000, next_check_at = 1 where job_id = " + job);

        still.refresh();
        assertThat(still.count()).isEqualTo(before + 1);
        command(job, new Event.Pause());
        still.refresh();

        assertThat(still.count()).isEqualTo(before);
    }

    @Test
    void a_job_that_has_ended_does_not_stand_still_although_a_message_of_it_is_still_to_be_cancelled() {
        StillJobs still = new StillJobs(dueJobs, clock, Duration.ofMinutes(10));
        still.refresh();
        int before = still.count();
        JobId job = create("ping", "{}");
        baichuan.isAway = true;
        command(job, new Event.Cancel());
        database.execute("update workflow_job set moved_at = moved_at - 700000 where job_id = " + job);
        assertThat(ask(job, "next_check_at")).isNotNull();

        still.refresh();

        assertThat(still.count()).isEqualTo(before);
    }

    JobId childOf(JobId job) {
        return new JobId(Long.parseLong(database.ask("select job_id from workflow_job where parent_job_id = " + job)));
    }

    String taskId(JobId job, String label) {
        return database.ask("select task_id from workflow_task where task_label = '" + label + "' and job_id = " + job);
    }
}
