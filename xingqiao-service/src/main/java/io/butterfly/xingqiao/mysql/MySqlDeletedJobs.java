package io.butterfly.xingqiao.mysql;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.mysql.read.JobCondition;
import io.butterfly.xingqiao.operate.DeletedJobs;
import io.butterfly.xingqiao.reconcile.DueSignal;
import io.butterfly.xingqiao.workflow.TaskPlan;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Deletes rows. The job's is locked first, as whoever moves the job does. */
@Singleton
final class MySqlDeletedJobs implements DeletedJobs {
    private static final String LOCK = """
      select job_id, job_reqid from workflow_job where %s for update
      """;

    private static final String RUNNING = """
      select task_id, task_cmd, start_no from workflow_task where job_id = ? and task_status in ('pending', 'started') and start_no > 0
      """;

    private static final String DELETE_NOTICES = "delete from workflow_notice where job_id = ?";
    private static final String DELETE_TASKS = "delete from workflow_task where job_id = ?";
    private static final String DELETE_JOB = "delete from workflow_job where job_id = ?";

    private final Transactions transactions;
    private final JobLocks locks;
    private final DueSignal due;

    MySqlDeletedJobs(Transactions transactions, JobLocks locks, DueSignal due) {
        this.transactions = transactions;
        this.locks = locks;
        this.due = due;
    }

    @Override
    public List<TaskStart> delete(JobKey key) {
        Deleted deleted = transactions.run(connection -> {
            Optional<Row> job = lock(connection, key);
            return job.isEmpty() ? new Deleted(List.of(), false) : delete(connection, job.get());
        });
        if (deleted.isOtherDue()) {
            due.send();
        }
        return deleted.running();
    }

    /** @param isOtherDue whether another job can have its locks */
    private record Deleted(List<TaskStart> running, boolean isOtherDue) {}

    private record Row(long id, String reqid) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(row.getLong("job_id"), row.getString("job_reqid"));
        }

        TaskStart start(ResultSet task) throws SQLException {
            StartId id = new StartId(reqid, new TaskId(task.getLong("task_id")), task.getInt("start_no"));
            return new TaskStart(id, task.getString("task_cmd").equals(TaskPlan.SUB_JOB));
        }
    }

    private static Optional<Row> lock(Connection connection, JobKey key) throws SQLException {
        JobCondition condition = JobCondition.of(key);
        return Sql.first(connection, LOCK.formatted(condition.text()), Row::of, condition.arguments());
    }

    private Deleted delete(Connection connection, Row job) throws SQLException {
        List<TaskStart> running = Sql.query(connection, RUNNING, job::start, job.id());
        boolean isOtherDue = locks.free(connection, job.id());
        Sql.update(connection, DELETE_NOTICES, job.id());
        Sql.update(connection, DELETE_TASKS, job.id());
        Sql.update(connection, DELETE_JOB, job.id());
        return new Deleted(running, isOtherDue);
    }
}
