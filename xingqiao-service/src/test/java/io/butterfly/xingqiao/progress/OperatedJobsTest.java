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
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs that are cancelled, paused, resumed and retried. */
class OperatedJobsTest extends Engine {
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
    void a_job_that_stands_still_is_counted_until_it_moves_or_is_paused() {
        StillJobs still = new StillJobs(dueJobs, clock, Duration.ofMinutes(10), JobEvents.unseen());
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
        StillJobs still = new StillJobs(dueJobs, clock, Duration.ofMinutes(10), JobEvents.unseen());
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
}
