package io.butterfly.xingqiao.mysql.read;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.inspect.Charts.Slice;
import io.butterfly.xingqiao.inspect.Charts.Week;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts jobs and tasks. Jobs that were never created completely count nowhere. */
@Singleton
public final class Counts {
    private static final String WEEKS = """
      SELECT MOD(YEARWEEK(c_time, 3), 100) AS week, YEARWEEK(c_time, 3) AS year_week, COUNT(*) AS total,
             SUM(job_status = 'failed') AS failed, SUM(job_status = 'failed' AND ret_stat = ?) AS excluded
        FROM workflow_job job
       WHERE %s AND job_status IN ('finished', 'failed')
       GROUP BY year_week, week
       ORDER BY year_week
      """;

    /** One column a tag. Tags are compared letter by letter, whatever the column's collation. */
    private static final String TAGGED = """
      SELECT %s FROM workflow_job job WHERE %s
      """;

    private static final String HAS_TAG = "FIND_IN_SET(CONVERT(? USING utf8mb4) COLLATE utf8mb4_bin, job.job_tags) > 0";

    private static final String BY_RET_STAT = """
      SELECT ret_stat AS name, COUNT(*) AS value
        FROM workflow_job job
       WHERE %s AND job_status IN ('finished', 'failed')
       GROUP BY ret_stat
       ORDER BY ret_stat
      """;

    private static final String JOB_COST = """
      SELECT name, count, MAX(CASE WHEN place = CEIL(0.50 * count) THEN cost END) AS p50,
             MAX(CASE WHEN place = CEIL(0.95 * count) THEN cost END) AS p95,
             MAX(CASE WHEN place = CEIL(0.99 * count) THEN cost END) AS p99, MAX(cost) AS max
        FROM (SELECT job_type AS name, job_cost AS cost, ROW_NUMBER() OVER (ORDER BY job_cost) AS place,
                     COUNT(*) OVER () AS count
                FROM workflow_job job
               WHERE %s AND job_status IN ('finished', 'failed')) ranked
       GROUP BY name, count
      """;

    private static final String TASK_COSTS = """
      SELECT name, count, MAX(CASE WHEN place = CEIL(0.50 * count) THEN cost END) AS p50,
             MAX(CASE WHEN place = CEIL(0.95 * count) THEN cost END) AS p95,
             MAX(CASE WHEN place = CEIL(0.99 * count) THEN cost END) AS p99, MAX(cost) AS max
        FROM (SELECT task_label AS name, task_cost AS cost,
                     ROW_NUMBER() OVER (PARTITION BY task_label ORDER BY task_cost) AS place,
                     COUNT(*) OVER (PARTITION BY task_label) AS count
                FROM workflow_job job
                JOIN workflow_task task ON task.job_id = job.job_id
               WHERE %s AND task_status = 'finished' AND LOCATE('.', task_label) = 0) ranked
       GROUP BY name, count
       ORDER BY name
      """;

    private final Transactions transactions;

    /**
     * Which jobs are counted.
     *
     * @param tag {@code key=value}
     * @param from when they were created, in the service's zone
     * @param to exclusive
     */
    public record Selection(
            String type, Optional<String> tag, Optional<LocalDateTime> from, Optional<LocalDateTime> to) {}

    /**
     * Seconds, by nearest rank.
     *
     * @param name the type of the jobs or the label of the tasks
     */
    public record Cost(String name, long count, double p50, double p95, double p99, double max) {}

    Counts(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The condition that picks jobs, and the arguments of its question marks. */
    private record Picked(String condition, List<Object> arguments) {
        static Picked of(Selection jobs) {
            StringBuilder condition = new StringBuilder("job.job_type = ? AND job.is_valid = 1");
            List<Object> arguments = new ArrayList<>(List.of(jobs.type()));
            jobs.from().ifPresent(from -> {
                condition.append(" AND job.c_time >= ?");
                arguments.add(from);
            });
            jobs.to().ifPresent(to -> {
                condition.append(" AND job.c_time < ?");
                arguments.add(to);
            });
            jobs.tag().ifPresent(tag -> {
                condition.append(" AND ").append(HAS_TAG);
                arguments.add(tag);
            });
            return new Picked(condition.toString(), arguments);
        }

        Object[] after(List<?> first) {
            List<Object> all = new ArrayList<>(first);
            all.addAll(arguments);
            return all.toArray();
        }
    }

    /**
     * Weeks with ended jobs, oldest first.
     *
     * @param excluded a result code to count apart, empty for none
     */
    public List<Week> weeks(Selection jobs, String excluded) {
        Picked picked = Picked.of(jobs);
        return query(WEEKS.formatted(picked.condition()), Counts::week, picked.after(List.of(excluded)));
    }

    private static Week week(ResultSet row) throws SQLException {
        return new Week(row.getInt("week"), row.getLong("total"), row.getLong("failed"), row.getLong("excluded"));
    }

    /** Jobs that have each of the tags, in the order of the tags. */
    public List<Long> tagged(Selection jobs, List<String> tags) {
        Picked picked = Picked.of(jobs);
        String columns =
                "COALESCE(SUM(" + HAS_TAG + "), 0)" + (", COALESCE(SUM(" + HAS_TAG + "), 0)").repeat(tags.size() - 1);
        return query(
                        TAGGED.formatted(columns, picked.condition()),
                        row -> numbers(row, tags.size()),
                        picked.after(tags))
                .getFirst();
    }

    private static List<Long> numbers(ResultSet row, int count) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            numbers.add(row.getLong(i));
        }
        return numbers;
    }

    /** Ended jobs by their result code, in the order of the codes. */
    public List<Slice> byRetStat(Selection jobs) {
        Picked picked = Picked.of(jobs);
        return query(
                BY_RET_STAT.formatted(picked.condition()),
                row -> new Slice(row.getString("name"), row.getLong("value")),
                picked.after(List.of()));
    }

    /** What ended jobs cost; empty when there are none. */
    public Optional<Cost> jobCost(Selection jobs) {
        Picked picked = Picked.of(jobs);
        return query(JOB_COST.formatted(picked.condition()), Counts::cost, picked.after(List.of())).stream()
                .findFirst();
    }

    /** What finished tasks cost, by label. */
    public List<Cost> taskCosts(Selection jobs) {
        Picked picked = Picked.of(jobs);
        return query(TASK_COSTS.formatted(picked.condition()), Counts::cost, picked.after(List.of()));
    }

    private static Cost cost(ResultSet row) throws SQLException {
        return new Cost(
                row.getString("name"),
                row.getLong("count"),
                row.getDouble("p50"),
                row.getDouble("p95"),
                row.getDouble("p99"),
                row.getDouble("max"));
    }

    private <T> List<T> query(String sql, Sql.RowReader<T> reader, Object... arguments) {
        return transactions.run(connection -> Sql.query(connection, sql, reader, arguments));
    }
}
