package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.progress.RunningJobs;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Moves one job a transaction. */
@Singleton
final class MySqlRunningJobs implements RunningJobs {
  private static final String LOCK_JOB = """
      select job_id, job_reqid, job_status, job_extra, started_at, job_timeout, trace_id,
             cast(unix_timestamp(now(3)) * 1000 as signed) as now_ms
        from workflow_job
       where job_reqid = ? and started_at is not null
         for update
      """;

  private static final String LOCK_NEW_JOB = LOCK_JOB.replace("job_reqid = ?", "job_id = ?");

  private static final String TASKS = """
      select task_id, task_label, task_status, task_dependencies, task_provides, task_is_save, task_retrymax, task_retrycount,
             start_no, ret_stat
        from workflow_task
       where job_id = ?
       order by task_id
      """;

  private static final String ACKNOWLEDGE = """
      update workflow_task set task_status = 'started' where task_id = ? and start_no = ? and task_status = 'pending'
      """;

  private final Transactions transactions;
  private final NewRows newRows;
  private final StepWriter writer;

  MySqlRunningJobs(Transactions transactions, NewRows newRows, StepWriter writer) {
    this.transactions = transactions;
    this.newRows = newRows;
    this.writer = writer;
  }

  @Override
  public Optional<Created> create(NewJob job, Decision decision) {
    try {
      return Optional.of(transactions.run(connection -> {
        JobId id = newRows.insert(connection, job);
        Locked locked = Sql.first(connection, LOCK_NEW_JOB, Locked::of, id.value()).orElseThrow();
        return new Created(id, turn(connection, locked, decision));
      }));
    } catch (StorageFailed e) {
      if (e.isDuplicateKey()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<Turn> move(String jobReqid, Decision decision) {
    return transactions.run(connection -> {
      Optional<Locked> locked = lock(connection, jobReqid);
      return locked.isEmpty() ? Optional.<Turn>empty() : Optional.of(turn(connection, locked.get(), decision));
    });
  }

  private record Locked(Job job, Instant now) {
    static Locked of(ResultSet row) throws SQLException {
      return new Locked(Columns.job(row), Columns.now(row));
    }
  }

  /** The column's collation takes upper for lower case; ids do not. */
  private static Optional<Locked> lock(Connection connection, String jobReqid) throws SQLException {
    return Sql.query(connection, LOCK_JOB, Locked::of, jobReqid).stream()
        .filter(locked -> locked.job().reqid().equals(jobReqid))
        .findFirst();
  }

  private Turn turn(Connection connection, Locked locked, Decision decision) throws SQLException {
    Job job = locked.job();
    List<Task> tasks = Sql.query(connection, TASKS, Columns::task, job.id().value());
    Turn turn = decision.of(job, tasks, locked.now(), new MySqlInputs(connection));
    writer.write(connection, job, turn.steps(), locked.now());
    return turn;
  }

  @Override
  public void acknowledge(List<StartId> starts) {
    List<Object[]> rows = new ArrayList<>();
    starts.stream()
        .sorted(Comparator.comparingLong(start -> start.task().value()))
        .forEach(start -> rows.add(new Object[] {start.task().value(), start.startNo()}));
    transactions.run(connection -> Sql.batch(connection, ACKNOWLEDGE, rows));
  }
}
