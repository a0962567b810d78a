package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.progress.Inputs.TaskSource;
import io.butterfly.xingqiao.workflow.OptionsForm;
import io.butterfly.xingqiao.workflow.TaskOptions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads rows. */
final class Columns {
    private Columns() {}

    static Instant now(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("now_ms"));
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                new JobId(row.getLong("job_id")),
                row.getString("job_reqid"),
                JobStatus.of(row.getString("job_status")),
                new RawJson(row.getString("job_extra")),
                span(row),
                Optional.ofNullable(row.getString("ending_stat")),
                number(row, "parent_job_id").map(JobId::new),
                row.getString("trace_id"));
    }

    static Job.Span span(ResultSet row) throws SQLException {
        return new Job.Span(
                Instant.ofEpochMilli(row.getLong("started_at")),
                Duration.ofSeconds(row.getInt("job_timeout")),
                instant(row, "paused_at"),
                Duration.ofMillis(row.getLong("paused_ms")),
                instant(row, "ending_at"),
                instant(row, "lock_until"));
    }

    static Task task(ResultSet row) throws SQLException {
        return new Task(
                new TaskId(row.getLong("task_id")),
                row.getString("task_label"),
                TaskStatus.of(row.getString("task_status")),
                plan(row),
                row.getInt("task_retrycount"),
                row.getInt("start_no"),
                row.getString("ret_stat"),
                instant(row, "due_at"));
    }

    private static Task.Plan plan(ResultSet row) throws SQLException {
        Optional<TaskId> parent = number(row, "parent_task_id").map(TaskId::new);
        String options = row.getString("task_options");
        return new Task.Plan(
                names(row.getString("task_dependencies")),
                names(row.getString("task_provides")),
                row.getBoolean("task_is_save"),
                row.getInt("task_retrymax"),
                row.getInt("task_timeout"),
                options == null
                        ? TaskOptions.NONE
                        : parent.isEmpty()
                                ? OptionsForm.read(options)
                                : OptionsForm.read(options).ofItem(),
                parent);
    }

    static TaskSource source(ResultSet row) throws SQLException {
        return new TaskSource(
                new TaskId(row.getLong("task_id")),
                row.getString("task_cmd"),
                Optional.ofNullable(row.getString("task_params")).map(RawJson::new),
                names(row.getString("task_requires")),
                new RawJson(row.getString("task_extra")),
                row.getInt("task_timeout"),
                Optional.ofNullable(row.getString("task_item")).map(RawJson::new));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return number(row, column).map(Instant::ofEpochMilli);
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static List<String> names(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }
}
