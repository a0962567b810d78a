package io.butterfly.xingqiao.mysql;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.changes.Before;
import io.butterfly.kernel.Signal;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.mysql.read.JobCondition;
import io.butterfly.xingqiao.watch.JobEvents;
import io.butterfly.xingqiao.workflow.TaskPlan;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes jobs. The job's row is locked first, as in a turn. */
@Singleton
public final class DeletedJobs {
    private static final String LOCK = """
      SELECT job_id, job_reqid, job_namespace, job_type, job_name, job_status
        FROM workflow_job WHERE %s FOR UPDATE
      """;

    private static final String RUNNING = """
      SELECT task_id, task_cmd, start_no
        FROM workflow_task
       WHERE job_id = ? AND task_status IN ('pending', 'started') AND start_no > 0
      """;

    private static final String CANCELS = """
      SELECT task_id, start_no, is_job FROM workflow_cancel WHERE job_id = ?
      """;

    private static final String DELETE_CANCELS = """
      DELETE FROM workflow_cancel WHERE job_id = ?
      """;

    private static final String DELETE_NOTICES = """
      DELETE FROM workflow_notice WHERE job_id = ?
      """;

    private static final String DELETE_TASKS = """
      DELETE FROM workflow_task WHERE job_id = ?
      """;

    private static final String DELETE_JOB = """
      DELETE FROM workflow_job WHERE job_id = ?
      """;

    private final Transactions transactions;
    private final JobLocks locks;
    private final Signal jobDue;
    private final JobEvents events;

    DeletedJobs(Transactions transactions, JobLocks locks, @Named("job-due") Signal jobDue, JobEvents events) {
        this.transactions = transactions;
        this.locks = locks;
        this.jobDue = jobDue;
        this.events = events;
    }

    /**
     * Deletes the job with its tasks and notices, and frees its locks. Returns its starts that are still under way, and
     * those that are still to be cancelled; none when there is no such job.
     */
    public List<TaskStart> delete(JobKey key) {
        Optional<Deleted> deleted = transactions.run(connection -> {
            Optional<DeletedJob> job = lock(connection, key);
            job.ifPresent(found -> Before.was(found::definition));
            return job.isEmpty() ? Optional.empty() : Optional.of(delete(connection, job.get()));
        });
        deleted.map(Deleted::job).ifPresent(events::moves);
        if (deleted.filter(Deleted::isOtherDue).isPresent()) {
            jobDue.raise();
        }
        return deleted.map(Deleted::running).orElse(List.of());
    }

    /** @param isOtherDue whether another job can have its locks */
    private record Deleted(long job, List<TaskStart> running, boolean isOtherDue) {}

    private record DeletedJob(long id, String reqid, Map<String, String> definition) {
        static DeletedJob of(ResultSet row) throws SQLException {
            Map<String, String> definition = new LinkedHashMap<>();
            for (String column : List.of("job_namespace", "job_type", "job_name", "job_status")) {
                definition.put(column, row.getString(column));
            }
            return new DeletedJob(row.getLong("job_id"), row.getString("job_reqid"), definition);
        }

        TaskStart running(ResultSet task) throws SQLException {
            return new TaskStart(id(task), task.getString("task_cmd").equals(TaskPlan.SUB_JOB));
        }

        TaskStart toCancel(ResultSet cancel) throws SQLException {
            return new TaskStart(id(cancel), cancel.getBoolean("is_job"));
        }

        private StartId id(ResultSet row) throws SQLException {
            return new StartId(reqid, new TaskId(row.getLong("task_id")), row.getInt("start_no"));
        }
    }

    private static Optional<DeletedJob> lock(Connection connection, JobKey key) throws SQLException {
        JobCondition condition = JobCondition.of(key);
        return Sql.first(connection, LOCK.formatted(condition.text()), DeletedJob::of, condition.arguments());
    }

    private Deleted delete(Connection connection, DeletedJob job) throws SQLException {
        List<TaskStart> running = new ArrayList<>(Sql.query(connection, RUNNING, job::running, job.id()));
        running.addAll(Sql.query(connection, CANCELS, job::toCancel, job.id()));
        boolean isOtherDue = locks.free(connection, job.id());
        Sql.update(connection, DELETE_CANCELS, job.id());
        Sql.update(connection, DELETE_NOTICES, job.id());
        Sql.update(connection, DELETE_TASKS, job.id());
        Sql.update(connection, DELETE_JOB, job.id());
        return new Deleted(job.id(), running, isOtherDue);
    }
}
