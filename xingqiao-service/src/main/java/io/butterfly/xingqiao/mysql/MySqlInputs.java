package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.progress.Inputs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads the wide columns after a look at their sizes, and makes items of lists, within a turn's transaction. What is
 * known already is not read.
 */
final class MySqlInputs implements Inputs {
    private static final String SOURCES = """
      SELECT task_id, task_cmd, task_params, task_requires, task_extra, task_timeout, task_item
        FROM workflow_task
       WHERE task_id IN (%s)
       ORDER BY task_id
      """;

    private static final String SOURCE_SIZES = """
      SELECT task_id,
             COALESCE(CHAR_LENGTH(task_params), 0) + CHAR_LENGTH(task_extra)
               + COALESCE(CHAR_LENGTH(task_item), 0) AS size
        FROM workflow_task
       WHERE task_id IN (%s)
       ORDER BY task_id
      """;

    private static final String REPLY_SIZES = """
      SELECT task_id, CHAR_LENGTH(ret_data) AS size FROM workflow_task WHERE task_id IN (%s) AND ret_data IS NOT NULL
      """;

    private static final String REPLIES = """
      SELECT task_id, ret_data FROM workflow_task WHERE task_id IN (%s) AND ret_data IS NOT NULL
      """;

    private static final String INSERT_ITEM = """
      INSERT INTO workflow_task (
        job_id, task_label, task_reqid, task_cmd, task_params, task_requires, task_provides, task_dependencies,
        task_status, task_cost, task_extra, task_is_save, ret_stat, ret_data, task_retrymax, task_retrycount,
        task_timeout, c_time, s_time, u_time, task_options, task_item, parent_task_id)
      SELECT job_id, CONCAT(task_label, '.', ?), '', task_cmd, task_params, task_requires, task_provides,
             task_dependencies, 'waiting', 0, task_extra, 0, 'OK', NULL, task_retrymax, 0, task_timeout, u_time, u_time,
             u_time, task_options, ?, task_id
        FROM workflow_task
       WHERE task_id = ?
      """;

    private static final String ITEMS = MySqlRunningJobs.TASKS.replace("WHERE job_id = ?", "WHERE parent_task_id = ?");

    private final Connection connection;
    private final Map<TaskId, TaskSource> known;
    private boolean hasNewTasks;

    MySqlInputs(Connection connection, Map<TaskId, TaskSource> known) {
        this.connection = connection;
        this.known = known;
    }

    /** The job has more tasks than before. */
    boolean hasNewTasks() {
        return hasNewTasks;
    }

    @Override
    public List<TaskSource> sources(Collection<TaskId> tasks, int most) {
        if (known.keySet().containsAll(tasks)) {
            return tasks.stream().map(known::get).toList();
        }
        List<TaskId> first = new ArrayList<>();
        long characters = 0;
        for (TextSize task : query(SOURCE_SIZES, TextSize::of, tasks)) {
            characters += task.characters();
            if (characters > most && !first.isEmpty()) {
                break;
            }
            first.add(task.id());
        }
        return query(SOURCES, Columns::source, first);
    }

    private record TextSize(TaskId id, int characters) {
        static TextSize of(ResultSet row) throws SQLException {
            return new TextSize(new TaskId(row.getLong("task_id")), row.getInt("size"));
        }
    }

    @Override
    public Map<TaskId, Integer> replySizes(Collection<TaskId> tasks) {
        return query(REPLY_SIZES, TextSize::of, tasks).stream()
                .collect(Collectors.toMap(TextSize::id, TextSize::characters));
    }

    @Override
    public Map<TaskId, RawJson> replies(Collection<TaskId> tasks) {
        record Reply(TaskId task, RawJson reply) {}
        return query(
                        REPLIES,
                        row -> new Reply(new TaskId(row.getLong("task_id")), new RawJson(row.getString("ret_data"))),
                        tasks)
                .stream()
                .collect(Collectors.toMap(Reply::task, Reply::reply));
    }

    @Override
    public List<Task> fanOut(Task list, List<RawJson> items) {
        hasNewTasks = true;
        List<Object[]> rows = new ArrayList<>();
        items.forEach(item -> rows.add(new Object[] {
            Integer.toString(rows.size()), item.text(), list.id().value()
        }));
        try {
            Sql.batch(connection, INSERT_ITEM, rows);
            return Sql.query(connection, ITEMS, Columns::task, list.id().value());
        } catch (SQLException e) {
            throw new StorageFailed(e);
        }
    }

    private <T> List<T> query(String sql, Sql.RowReader<T> reader, Collection<TaskId> tasks) {
        try {
            return Sql.query(
                    connection,
                    sql.formatted(Sql.marks(tasks.size())),
                    reader,
                    tasks.stream().map(TaskId::value).toArray());
        } catch (SQLException e) {
            throw new StorageFailed(e);
        }
    }
}
