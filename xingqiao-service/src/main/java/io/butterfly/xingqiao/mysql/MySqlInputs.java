package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.progress.RunningJobs.Inputs;
import io.butterfly.xingqiao.progress.RunningJobs.TaskSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the wide columns, within a turn's transaction. */
final class MySqlInputs implements Inputs {
  private static final String SOURCES = """
      select task_id, task_cmd, task_params, task_requires, task_extra, task_timeout
        from workflow_task
       where task_id in (%s)
       order by task_id
      """;

  private static final String REPLIES = """
      select task_id, ret_data from workflow_task where task_id in (%s) and ret_data is not null
      """;

  private final Connection connection;

  MySqlInputs(Connection connection) {
    this.connection = connection;
  }

  @Override
  public List<TaskSource> sources(Collection<TaskId> tasks) {
    return query(SOURCES, Columns::source, tasks);
  }

  @Override
  public Map<TaskId, RawJson> replies(Collection<TaskId> tasks) {
    record Reply(TaskId task, RawJson reply) {}
    return query(REPLIES, row -> new Reply(new TaskId(row.getLong("task_id")), new RawJson(row.getString("ret_data"))), tasks).stream()
        .collect(Collectors.toMap(Reply::task, Reply::reply));
  }

  private <T> List<T> query(String sql, Sql.RowReader<T> reader, Collection<TaskId> tasks) {
    try {
      return Sql.query(connection, sql.formatted(Sql.marks(tasks.size())), reader, tasks.stream().map(TaskId::value).toArray());
    } catch (SQLException e) {
      throw new StorageFailed(e);
    }
  }
}
