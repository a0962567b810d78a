package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.mysql.KnownJobs.Known;
import io.butterfly.xingqiao.progress.Inputs.TaskSource;
import io.butterfly.xingqiao.workflow.Notifier;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.TaskPlan;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Inserts a job and its tasks. No other transaction sees them before the commit, so nothing is locked and nothing read
 * back.
 */
@Singleton
final class NewRows {
    private static final String INSERT_JOB = """
      INSERT INTO workflow_job (
        job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, ret_data, job_cost,
        job_extra, job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time,
        started_at, moved_at, next_check_at, trace_id, parent_job_id, lock_wait, notifier)
      VALUES (?, ?, ?, ?, 'started', ?, ?, 'OK', NULL, 0, ?, ?, ?, 1, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

    private static final String INSERT_TASK = """
      INSERT INTO workflow_task (
        job_id, task_label, task_reqid, task_cmd, task_params, task_requires, task_provides, task_dependencies,
        task_status, task_cost, task_extra, task_is_save, ret_stat, ret_data, task_retrymax, task_retrycount,
        task_timeout, c_time, s_time, u_time, task_options)
      VALUES (?, ?, '', ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, 'OK', NULL, ?, 0, ?, ?, ?, ?, ?)
      """;

    private final LocalTimes times;

    NewRows(LocalTimes times) {
        this.times = times;
    }

    /** @return as {@link MySqlRunningJobs} would have read them */
    Inserted insert(Connection connection, NewJob job) throws SQLException {
        LocalDateTime now = times.at(job.now());
        long id = Sql.insert(connection, INSERT_JOB, jobRow(job, now));
        List<Object[]> rows = new ArrayList<>();
        job.dag().tasks().forEach(task -> rows.add(taskRow(id, task, now)));
        List<Long> ids = Sql.insertAll(connection, INSERT_TASK, rows);
        List<Task> tasks = new ArrayList<>();
        Map<TaskId, TaskSource> sources = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            TaskPlan plan = job.dag().tasks().get(i);
            TaskId task = new TaskId(ids.get(i));
            tasks.add(task(task, plan));
            sources.put(
                    task,
                    new TaskSource(
                            task,
                            plan.cmd(),
                            plan.params(),
                            plan.requires(),
                            plan.extra(),
                            plan.timeoutSeconds(),
                            Optional.empty()));
        }
        return new Inserted(started(new JobId(id), job), new Known(1, job.now().toEpochMilli(), tasks, sources));
    }

    record Inserted(Job job, Known known) {}

    private static Job started(JobId id, NewJob job) {
        return new Job(
                id,
                job.requester().reqid(),
                JobStatus.STARTED,
                job.extra(),
                Job.Span.of(job.now(), job.timeout()),
                Optional.empty(),
                job.requester().parent(),
                job.requester().traceId());
    }

    private static Task task(TaskId id, TaskPlan plan) {
        Task.Plan kept = new Task.Plan(
                plan.dependencies(),
                plan.provides(),
                plan.isSave(),
                plan.retryMax(),
                plan.timeoutSeconds(),
                plan.options(),
                Optional.empty());
        return new Task(id, plan.label(), TaskStatus.WAITING, kept, 0, 0, "OK", Optional.empty());
    }

    private static Object[] jobRow(NewJob job, LocalDateTime now) {
        long nowMillis = job.now().toEpochMilli();
        return new Object[] {
            job.requester().client(),
            job.request().namespace(),
            job.requester().reqid(),
            job.name(),
            job.request().type(),
            job.plan().tags(),
            job.extra().text(),
            job.timeout().toSeconds(),
            String.join(",", job.plan().locks()),
            job.requester().operator(),
            now,
            now,
            now,
            now,
            nowMillis,
            nowMillis,
            nowMillis + Checks.FIRST.toMillis(),
            job.requester().traceId(),
            job.requester().parent().map(JobId::value).orElse(null),
            job.lockWait().map(Duration::toSeconds).orElse(null),
            job.plan().notifier().map(Notifier::text).orElse(null)
        };
    }

    private static Object[] taskRow(long jobId, TaskPlan task, LocalDateTime now) {
        return new Object[] {
            jobId,
            task.label(),
            task.cmd(),
            task.params().map(RawJson::text).orElse(null),
            String.join(",", task.requires()),
            String.join(",", task.provides()),
            String.join(",", task.dependencies()),
            task.extra().text(),
            task.isSave(),
            task.retryMax(),
            task.timeoutSeconds(),
            now,
            now,
            now,
            OptionsForm.text(task.options()).orElse(null)
        };
    }
}
