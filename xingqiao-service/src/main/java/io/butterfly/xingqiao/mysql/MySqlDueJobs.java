package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.reconcile.DueJobs;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds the jobs whose check is due by the database's clock. */
@Singleton
final class MySqlDueJobs implements DueJobs {
  private static final String TAKE = """
      select job_id, job_reqid, started_at, job_timeout, moved_at, cast(unix_timestamp(now(3)) * 1000 as signed) as now_ms
        from workflow_job
       where next_check_at <= cast(unix_timestamp(now(3)) * 1000 as signed)
       order by next_check_at
       limit ?
         for update skip locked
      """;

  private static final String PUT_OFF = """
      update workflow_job set next_check_at = ? where job_id = ?
      """;

  private static final String RUNNING_TASKS = """
      select job_id, task_id, start_no, task_status
        from workflow_task
       where job_id in (%s) and task_status in ('pending', 'started')
       order by task_id
      """;

  private static final String PUT_BACK = """
      update workflow_job
         set next_check_at = cast(unix_timestamp(now(3)) * 1000 as signed) + ?
       where job_reqid = ? and next_check_at is not null
      """;

  private final Transactions transactions;

  MySqlDueJobs(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<DueJob> take(int limit) {
    return transactions.run(connection -> {
      List<Due> due = Sql.query(connection, TAKE, Due::of, limit);
      if (due.isEmpty()) {
        return List.of();
      }
      Sql.batch(connection, PUT_OFF, due.stream().map(Due::putOff).toList());
      return withTasks(due, runningTasks(connection, due));
    });
  }

  private record Due(long jobId, String reqid, Instant next) {
    static Due of(ResultSet row) throws SQLException {
      Instant deadline = Instant.ofEpochMilli(row.getLong("started_at")).plusSeconds(row.getInt("job_timeout"));
      Instant next = Checks.next(Columns.now(row), Instant.ofEpochMilli(row.getLong("moved_at")), deadline);
      return new Due(row.getLong("job_id"), row.getString("job_reqid"), next);
    }

    Object[] putOff() {
      return new Object[] {next.toEpochMilli(), jobId};
    }
  }

  private record Running(long jobId, long taskId, int startNo, TaskStatus status) {
    static Running of(ResultSet row) throws SQLException {
      return new Running(
          row.getLong("job_id"), row.getLong("task_id"), row.getInt("start_no"), TaskStatus.of(row.getString("task_status")));
    }
  }

  private static List<Running> runningTasks(Connection connection, List<Due> due) throws SQLException {
    return Sql.query(
        connection, RUNNING_TASKS.formatted(Sql.marks(due.size())), Running::of, due.stream().map(Due::jobId).toArray());
  }

  private static List<DueJob> withTasks(List<Due> due, List<Running> running) {
    List<DueJob> jobs = new ArrayList<>();
    for (Due job : due) {
      jobs.add(new DueJob(job.reqid(), starts(job, running, TaskStatus.PENDING), starts(job, running, TaskStatus.STARTED)));
    }
    return jobs;
  }

  private static List<StartId> starts(Due job, List<Running> running, TaskStatus status) {
    return running.stream()
        .filter(task -> task.jobId() == job.jobId() && task.status() == status)
        .map(task -> new StartId(job.reqid(), new TaskId(task.taskId()), task.startNo()))
        .toList();
  }

  @Override
  public void putBack(List<DueJob> jobs, Duration pause) {
    List<Object[]> rows = new ArrayList<>();
    jobs.forEach(job -> rows.add(new Object[] {pause.toMillis(), job.jobReqid()}));
    transactions.run(connection -> Sql.batch(connection, PUT_BACK, rows));
  }
}
