package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.workflow.TaskPlan;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Inserts a job and its tasks. */
@Singleton
final class NewRows {
  private static final String INSERT_JOB = """
      insert into workflow_job (
        job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, ret_data, job_cost,
        job_extra, job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time,
        started_at, moved_at, next_check_at, trace_id)
      values (?, ?, ?, ?, 'started', ?, ?, 'OK', null, 0, ?, ?, ?, 0, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_TASK = """
      insert into workflow_task (
        job_id, task_label, task_reqid, task_cmd, task_params, task_requires, task_provides, task_dependencies, task_status,
        task_cost, task_extra, task_is_save, ret_stat, ret_data, task_retrymax, task_retrycount, task_timeout, c_time, s_time, u_time)
      values (?, ?, '', ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, 'OK', null, ?, 0, ?, ?, ?, ?)
      """;

  private final LocalTimes times;

  NewRows(LocalTimes times) {
    this.times = times;
  }

  JobId insert(Connection connection, NewJob job) throws SQLException {
    LocalDateTime now = times.at(job.now());
    long id = Sql.insert(connection, INSERT_JOB, jobRow(job, now));
    List<Object[]> tasks = new ArrayList<>();
    job.dag().tasks().forEach(task -> tasks.add(taskRow(id, task, now)));
    Sql.batch(connection, INSERT_TASK, tasks);
    return new JobId(id);
  }

  private static Object[] jobRow(NewJob job, LocalDateTime now) {
    long nowMillis = job.now().toEpochMilli();
    return new Object[] {
      job.requester().client(), job.request().namespace(), job.requester().reqid(), job.name(), job.request().type(), job.plan().tags(),
      job.extra().text(), job.timeout().toSeconds(), String.join(",", job.plan().locks()), job.requester().operator(), now, now, now, now,
      nowMillis, nowMillis, nowMillis + Checks.FIRST.toMillis(), job.requester().traceId()
    };
  }

  private static Object[] taskRow(long jobId, TaskPlan task, LocalDateTime now) {
    return new Object[] {
      jobId, task.label(), task.cmd(), task.params().map(RawJson::text).orElse(null),
      String.join(",", task.requires()), String.join(",", task.provides()), String.join(",", task.dependencies()),
      task.extra().text(), task.isSave(), task.retryMax(), task.timeoutSeconds(), now, now, now
    };
  }
}
