package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.Page;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.api.xingqiao.TaskView;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.inspect.JobOutline;
import io.butterfly.xingqiao.inspect.PageRequest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists and details. Of a list the ids are read first; its rows are read while the caller takes them. */
@Singleton
public final class Listings {
    private static final String JOB = "SELECT " + JobRow.COLUMNS + " FROM workflow_job WHERE %s";
    private static final String TASK = "SELECT " + TaskRow.COLUMNS + " FROM workflow_task WHERE task_id = ?";
    private static final String COUNT_JOBS = "SELECT COUNT(*) FROM workflow_job WHERE %s";

    private static final WideRows.WideTable<JobView> JOBS = new WideRows.WideTable<>(
            "workflow_job",
            "job_id",
            JobRow.COLUMNS,
            "COALESCE(CHAR_LENGTH(ret_data), 0) + CHAR_LENGTH(job_extra)",
            JobRow::listed);

    private static final WideRows.WideTable<TaskView> TASKS = new WideRows.WideTable<>(
            "workflow_task",
            "task_id",
            TaskRow.COLUMNS,
            "COALESCE(CHAR_LENGTH(task_params), 0) + CHAR_LENGTH(task_extra) + COALESCE(CHAR_LENGTH(ret_data), 0)",
            TaskRow::view);

    private static final String JOB_IDS = """
      SELECT job_id FROM workflow_job WHERE %s ORDER BY %s LIMIT ? OFFSET ?
      """;

    private static final String TASK_IDS = """
      SELECT task_id FROM workflow_task WHERE job_id = ? AND (? IS NULL OR task_status = ?) ORDER BY task_id
      """;

    private static final String ID = """
      SELECT job_id FROM workflow_job WHERE %s
      """;

    private static final String OUTLINE = """
      SELECT job_id, job_type, job_status, job_cost FROM workflow_job WHERE job_id = ?
      """;

    private static final String TASK_OUTLINES = """
      SELECT task_id, task_label, task_status, ret_stat, task_cost, task_dependencies, task_retrycount, task_retrymax
        FROM workflow_task
       WHERE job_id = ?
       ORDER BY task_id
      """;

    private static final String TASK_COUNTS = """
      SELECT task_status, COUNT(*) AS number FROM workflow_task WHERE job_id = ? GROUP BY task_status
      """;

    private final Transactions transactions;

    Listings(Transactions transactions) {
        this.transactions = transactions;
    }

    public Optional<JobView> job(JobKey key) {
        JobCondition condition = JobCondition.of(key);
        return transactions.run(connection ->
                Sql.first(connection, JOB.formatted(condition.text()), JobRow::detail, condition.arguments()));
    }

    /** Empty when there is no such job. */
    public Optional<JobOutline> outline(long jobId) {
        return transactions.run(connection -> {
            List<JobOutline.TaskOutline> tasks = Sql.query(connection, TASK_OUTLINES, TaskRow::outline, jobId);
            return Sql.first(
                    connection,
                    OUTLINE,
                    row -> new JobOutline(
                            row.getLong("job_id"),
                            row.getString("job_type"),
                            row.getString("job_status"),
                            row.getDouble("job_cost"),
                            tasks),
                    jobId);
        });
    }

    /** How many tasks of the job have each status. Empty when there is no such job. */
    public Optional<Map<String, Long>> taskCounts(long jobId) {
        record Count(String status, long number) {}
        return transactions.run(connection -> {
            if (id(connection, new JobKey(jobId, null)).isEmpty()) {
                return Optional.empty();
            }
            Map<String, Long> counts = new LinkedHashMap<>();
            Sql.query(
                            connection,
                            TASK_COUNTS,
                            row -> new Count(row.getString("task_status"), row.getLong("number")),
                            jobId)
                    .forEach(count -> counts.put(count.status(), count.number()));
            return Optional.of(counts);
        });
    }

    private static Optional<Long> id(Connection connection, JobKey key) throws SQLException {
        JobCondition condition = JobCondition.of(key);
        return Sql.first(
                connection, ID.formatted(condition.text()), row -> row.getLong("job_id"), condition.arguments());
    }

    /** Only jobs that were created completely. */
    public Page<JobView> jobs(ListJobs filter, PageRequest page) {
        Ids ids = ids(filter, page);
        return new Page<>(ids.total(), new WideRows<>(transactions, JOBS, ids.list()));
    }

    public record Ids(long total, List<Long> list) {}

    /** The ids of the jobs that {@link #jobs} would list. */
    public Ids ids(ListJobs list, PageRequest page) {
        JobFilter filter = JobFilter.of(list);
        String ids = JOB_IDS.formatted(filter.text(), order(page));
        return transactions.run(connection -> new Ids(
                Sql.first(connection, COUNT_JOBS.formatted(filter.text()), row -> row.getLong(1), filter.arguments())
                        .orElseThrow(),
                Sql.query(
                        connection,
                        ids,
                        row -> row.getLong("job_id"),
                        filter.arguments(page.size(), (page.index() - 1L) * page.size()))));
    }

    /** The column is one of a list, so it may stand in the statement. */
    private static String order(PageRequest page) {
        String order = page.column() + (page.isDescending() ? " DESC" : "");
        return page.column().equals("job_id") ? order : order + ", job_id DESC";
    }

    /** Empty when there is no such job. */
    public Optional<Page<TaskView>> tasks(ListTasks filter) {
        Optional<List<Long>> ids = transactions.run(connection -> {
            Optional<Long> job = id(connection, new JobKey(filter.jobId(), filter.jobName()));
            return job.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Sql.query(
                            connection,
                            TASK_IDS,
                            row -> row.getLong("task_id"),
                            job.get(),
                            filter.taskStatus(),
                            filter.taskStatus()));
        });
        return ids.map(rows -> new Page<>(rows.size(), new WideRows<>(transactions, TASKS, rows)));
    }

    public Optional<TaskView> task(long taskId) {
        return transactions.run(connection -> Sql.first(connection, TASK, TaskRow::view, taskId));
    }
}
