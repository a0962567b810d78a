package io.butterfly.xingqiao.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.job.JobId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the reconciler concludes from what BaiChuan says of a message. */
class ReconcileTest extends Engine {
    static final String ONE_TASK = "{\"tasks\":[{\"label\":\"a\"}]}";

    @Test
    void a_message_that_is_gone_is_not_published_again_while_ends_wait_in_the_queue() throws Exception {
        JobId job = create("given", ONE_TASK);
        baichuan.work(FakeBaiChuan::echo);
        baichuan.ended.clear(); // what has ended is deleted; its report waits

        check(job);
        assertThat(baichuan.published).hasSize(1);

        progress.tick();
        assertThat(status(job)).isEqualTo("finished OK");
    }

    @Test
    void a_message_that_is_gone_at_the_second_look_too_is_published_again_whatever_waits() {
        JobId job = create("given", ONE_TASK);
        JobId other = create("given", ONE_TASK);
        baichuan.work(FakeBaiChuan::echo);
        baichuan.ended.clear();
        baichuan.queue.removeFirst();

        check(job);
        assertThat(baichuan.published).hasSize(2);
        check(job);

        assertThat(baichuan.published).hasSize(3);
        assertThat(task(other, "a")).isEqualTo("started");
    }

    @Test
    void a_message_that_a_python_worker_executes_beyond_its_limit_fails_its_task_and_is_cancelled() {
        JobId job = create("given", ONE_TASK);

        baichuan.mustHaveEnded = Optional.of(Instant.now().plusSeconds(60));
        check(job);
        assertThat(status(job)).isEqualTo("started OK");
        baichuan.mustHaveEnded = Optional.of(Instant.now().minusSeconds(60));
        check(job);

        assertThat(status(job)).isEqualTo("failed ERR_TASK_EXE_TIMEOUT");
        assertThat(baichuan.cancelled).hasSize(1);
    }

    @Test
    void a_task_that_may_be_tried_again_is_started_again_when_its_time_is_over() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\",\"retrymax\":1}]}");

        baichuan.mustHaveEnded = Optional.of(Instant.now().minusSeconds(60));
        check(job);

        assertThat(status(job)).isEqualTo("started OK");
        assertThat(baichuan.published).hasSize(2);
        assertThat(baichuan.cancelled).hasSize(1);
        assertThat(baichuan.waiting).hasSize(1);
    }

    @Test
    void a_job_of_long_tasks_without_limits_is_looked_at_every_five_minutes_in_the_end() {
        JobId job = create("given", ONE_TASK);
        database.execute("update workflow_job set moved_at = moved_at - 3600000 where job_id = " + job);

        check(job);

        long wait = Long.parseLong(ask(job, "next_check_at - cast(unix_timestamp(now(3)) * 1000 as signed)"));
        assertThat(wait).isBetween(120_000L, 300_000L);
    }
}
