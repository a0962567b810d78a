package io.butterfly.ruqi.mysql.tasktable;

import io.butterfly.api.CutText;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.tasktable.KnownTask;
import io.butterfly.ruqi.tasktable.KnownTask.Started;
import io.butterfly.ruqi.tasktable.TaskJob;
import io.butterfly.ruqi.tasktable.TaskRow;
import io.butterfly.ruqi.tasktable.TaskRun;
import io.butterfly.ruqi.tasktable.TaskTable;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Rows that a user has locked are neither waited for nor changed. */
@Singleton
@Requires(property = "ruqi.task-table.enabled", value = "true")
final class MySqlTaskTable implements TaskTable {
    private static final int MOST_ROWS = 5_000;
    private static final int MOST_RUNS = 500;
    private static final int MOST_OPEN = 50_000;
    private static final int MOST_REPORT = 2_048;

    /** The database says which keys are alike: its collation knows neither cases nor blanks at the end. */
    private static final String ROWS = """
      SELECT t.id, t.task_key, t.`desc`, t.execute_func, t.`trigger`, t.spec, t.args, t.is_valid, t.status,
        (SELECT MIN(o.id) FROM task o WHERE o.task_key = t.task_key AND o.id < t.id) AS sibling
      FROM task t WHERE t.id > ? ORDER BY t.id LIMIT ?""";

    private static final String KNOWN = """
      SELECT task_id, job_trigger, job_rule, report FROM ruqi_task_rows""";
    private static final String REMEMBER = """
      REPLACE INTO ruqi_task_rows (task_id, job_trigger, job_rule, report) VALUES (?, ?, ?, ?)""";
    private static final String FORGET = """
      DELETE FROM ruqi_task_rows WHERE task_id = ?""";
    private static final String JOBS = """
      SELECT id FROM ruqi_jobs WHERE id LIKE 'task:%'""";
    private static final String OPEN = """
      SELECT id, task_id, trace_id FROM execute_task WHERE status = 'doing' ORDER BY id LIMIT ?""";
    private static final String FIRINGS = """
      SELECT firing_id, status, cmd_output, cmd_cost, reason FROM ruqi_jobs_history WHERE firing_id IN (%s)""";
    private static final String UNLOCKED_RUNS = """
      SELECT id FROM execute_task WHERE id IN (%s) AND status = 'doing' ORDER BY id FOR UPDATE SKIP LOCKED""";
    private static final String END = """
      UPDATE execute_task SET status = ?, extra = ? WHERE id = ?""";
    private static final String UNLOCKED_ROWS = """
      SELECT id, spec, extra FROM task WHERE id IN (%s) ORDER BY id FOR UPDATE SKIP LOCKED""";
    /** A row whose key has that status already is left out. */
    private static final String STATUS = """
      UPDATE IGNORE task SET status = ? WHERE id IN (%s)""";

    private static final String INVALID = """
      UPDATE task SET is_valid = 0 WHERE id IN (%s)""";
    private static final String EXTRA = """
      UPDATE task SET extra = ? WHERE id = ?""";

    private final Transactions transactions;

    MySqlTaskTable(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<TaskRow> rowsBehind(long id) {
        return transactions.run(connection -> Sql.query(connection, ROWS, MySqlTaskTable::row, id, MOST_ROWS));
    }

    private static TaskRow row(ResultSet row) throws SQLException {
        long sibling = row.getLong("sibling");
        OptionalLong older = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(sibling);
        return new TaskRow(
                row.getLong("id"),
                new TaskRow.Call(
                        row.getString("task_key"),
                        row.getString("desc"),
                        row.getString("execute_func"),
                        row.getString("args")),
                new TaskRow.When(row.getString("trigger"), row.getString("spec")),
                row.getInt("is_valid") != 0,
                row.getString("status"),
                older);
    }

    @Override
    public Map<Long, KnownTask> known() {
        Map<Long, KnownTask> known = new HashMap<>();
        transactions.run(connection -> Sql.query(connection, KNOWN, row -> {
            String trigger = row.getString("job_trigger");
            Optional<Started> started =
                    trigger == null ? Optional.empty() : Optional.of(new Started(trigger, row.getString("job_rule")));
            return known.put(
                    row.getLong("task_id"), new KnownTask(started, Optional.ofNullable(row.getString("report"))));
        }));
        return known;
    }

    @Override
    public void remember(Map<Long, KnownTask> known) {
        List<Object[]> rows = new ArrayList<>();
        known.forEach((id, task) -> rows.add(new Object[] {
            id,
            task.started().map(Started::trigger).orElse(null),
            task.started().map(Started::rule).orElse(null),
            task.report().map(text -> CutText.to(text, MOST_REPORT)).orElse(null)
        }));
        transactions.run(connection -> Sql.batch(connection, REMEMBER, rows));
    }

    @Override
    public void forget(Collection<Long> taskIds) {
        List<Object[]> rows = taskIds.stream().map(id -> new Object[] {id}).toList();
        transactions.run(connection -> Sql.batch(connection, FORGET, rows));
    }

    @Override
    public Set<Long> withJob() {
        Set<Long> rows = new HashSet<>();
        transactions
                .run(connection -> Sql.query(connection, JOBS, row -> row.getString("id")))
                .forEach(id -> TaskJob.taskId(id).ifPresent(rows::add));
        return rows;
    }

    @Override
    public List<TaskRun> openRuns() {
        return transactions.run(connection -> Sql.query(
                connection,
                OPEN,
                row -> new TaskRun(row.getLong("id"), row.getLong("task_id"), row.getString("trace_id")),
                MOST_OPEN));
    }

    @Override
    public Map<String, Optional<TaskRun.End>> ends(Collection<String> traceIds) {
        Map<String, Optional<TaskRun.End>> ends = new HashMap<>();
        List<String> ids = List.copyOf(traceIds);
        for (int from = 0; from < ids.size(); from += MOST_RUNS) {
            Object[] part =
                    ids.subList(from, Math.min(from + MOST_RUNS, ids.size())).toArray();
            transactions.run(connection -> Sql.query(
                    connection,
                    FIRINGS.formatted(Sql.marks(part.length)),
                    row -> ends.put(row.getString("firing_id"), end(row)),
                    part));
        }
        return ends;
    }

    private static Optional<TaskRun.End> end(ResultSet row) throws SQLException {
        String status =
                switch (Status.of(row.getString("status"))) {
                    case RUNNING, WAITING -> null;
                    case SUCCEEDED -> "success";
                    case LOST -> "lost";
                    case FAILED, SKIPPED -> "failed";
                };
        return status == null
                ? Optional.empty()
                : Optional.of(new TaskRun.End(
                        status,
                        row.getString("cmd_output"),
                        row.getDouble("cmd_cost"),
                        Optional.ofNullable(row.getString("reason"))));
    }

    @Override
    public void end(Map<Long, TaskRun.End> byRun) {
        List<Long> ids = byRun.keySet().stream().sorted().toList();
        for (int from = 0; from < ids.size(); from += MOST_RUNS) {
            Object[] part =
                    ids.subList(from, Math.min(from + MOST_RUNS, ids.size())).toArray();
            transactions.run(connection -> {
                List<Object[]> ended = new ArrayList<>();
                for (long id : Sql.query(
                        connection, UNLOCKED_RUNS.formatted(Sql.marks(part.length)), row -> row.getLong("id"), part)) {
                    ended.add(new Object[] {byRun.get(id).status(), ExtraColumn.of(byRun.get(id)), id});
                }
                return Sql.batch(connection, END, ended);
            });
        }
    }

    private record Unlocked(long id, String spec, String extra) {}

    private static List<Unlocked> unlocked(Connection connection, Collection<Long> ids) throws SQLException {
        return Sql.query(
                connection,
                UNLOCKED_ROWS.formatted(Sql.marks(ids.size())),
                row -> new Unlocked(row.getLong("id"), row.getString("spec"), String.valueOf(row.getString("extra"))),
                ids.toArray());
    }

    @Override
    public void setStatus(Collection<Long> taskIds, String status) {
        transactions.run(connection -> {
            List<Object> arguments = new ArrayList<>(List.of(status));
            unlocked(connection, taskIds).forEach(row -> arguments.add(row.id()));
            int rows = arguments.size() - 1;
            return rows == 0 ? 0 : Sql.update(connection, STATUS.formatted(Sql.marks(rows)), arguments.toArray());
        });
    }

    @Override
    public Set<Long> invalidate(Collection<TaskRow> rows) {
        Map<Long, String> specs = new HashMap<>();
        rows.forEach(row -> specs.put(row.id(), row.when().spec()));
        return transactions.run(connection -> {
            Set<Long> ids = new HashSet<>();
            for (Unlocked row : unlocked(connection, specs.keySet())) {
                if (row.spec().equals(specs.get(row.id()))) {
                    ids.add(row.id());
                }
            }
            if (!ids.isEmpty()) {
                Sql.update(connection, INVALID.formatted(Sql.marks(ids.size())), ids.toArray());
            }
            return ids;
        });
    }

    @Override
    public Set<Long> report(Map<Long, Optional<String>> texts) {
        return transactions.run(connection -> {
            Set<Long> ids = new HashSet<>();
            List<Object[]> extras = new ArrayList<>();
            for (Unlocked row : unlocked(connection, texts.keySet())) {
                ids.add(row.id());
                extras.add(new Object[] {ExtraColumn.with(row.extra(), texts.get(row.id())), row.id()});
            }
            Sql.batch(connection, EXTRA, extras);
            return ids;
        });
    }
}
