package io.butterfly.xingqiao.progress;

import static io.butterfly.xingqiao.progress.FakeBaiChuan.answer;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.StartId;
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
    void what_is_remembered_of_a_job_is_not_believed_when_its_row_is_of_another_history() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"dependencies\":[\"a\"]}]}");
        database.execute("""
        update workflow_task set task_status = 'finished', ret_data = '{"stat":"OK"}' where task_label = 'a' and job_id = %1$s""".formatted(job), "update workflow_job set moved_at = moved_at + 1 where job_id = " + job);

        check(job);

        assertThat(task(job, "b")).isEqualTo("started");
    }

    @Test
    void a_message_that_is_refused_for_good_fails_its_task_at_once() {
        baichuan.refused.add("/test/work");

        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"retrymax\":3}]}");

        assertThat(status(job)).isEqualTo("failed ERR_TASK_REFUSED");
    }

    JobId childOf(JobId job) {
        return new JobId(Long.parseLong(database.ask("select job_id from workflow_job where parent_job_id = " + job)));
    }

    String taskId(JobId job, String label) {
        return database.ask("select task_id from workflow_task where task_label = '" + label + "' and job_id = " + job);
    }
}
