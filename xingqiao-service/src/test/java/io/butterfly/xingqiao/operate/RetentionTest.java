package io.butterfly.xingqiao.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    final TestDatabase database = TestDatabase.create();

    @Test
    void jobs_that_ended_long_ago_are_deleted_with_their_tasks_and_no_others_are() {
        try (EmbeddedServer off = database.server(Map.of())) { // makes the tables, and keeps everything
            assertThat(off.isRunning()).isTrue();
        }
        jobs(250, "finished", 40);
        jobs(1, "started", 40);
        jobs(1, "failed", 40);
        jobs(1, "finished", 20);

        try (EmbeddedServer server = database.server(Map.of("xingqiao.job-days", 30))) {
            assertThat(server.isRunning()).isTrue();
            Eventually.until(Duration.ofMinutes(2), () -> count("workflow_job") == 2);
        }

        assertThat(count("workflow_task")).isEqualTo(2);
        assertThat(database.ask("select group_concat(job_status order by job_id) from workflow_job"))
                .isEqualTo("started,finished");
    }

    /** With a task each. */
    void jobs(int count, String status, int daysAgo) {
        database.execute("""
        insert into workflow_job (job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, job_cost, job_extra,
          job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time)
        with recursive n as (select 1 as i union all select i + 1 from n where i < %d)
        select 'c', 'n', uuid(), uuid(), '%s', 't', '', 'OK', 1, '{}', 1, '', 0, '-', 1, at, at, at, at
          from n, (select now() - interval %d day as at) as times
        """.formatted(count, status, daysAgo), """
        insert into workflow_task (job_id, task_label, task_reqid, task_cmd, task_requires, task_provides, task_dependencies, task_status, task_cost,
          task_extra, task_is_save, ret_stat, task_retrymax, task_retrycount, task_timeout, c_time, s_time, u_time)
        select job_id, 'a', '', '/x', '', '', '', 'finished', 1, '{}', 0, 'OK', 0, 0, 0, c_time, c_time, c_time
          from workflow_job where job_id not in (select job_id from workflow_task)
        """);
    }

    int count(String table) {
        return Integer.parseInt(database.ask("select count(*) from " + table));
    }
}
