package io.butterfly.xingqiao.mysql.read;

import io.butterfly.api.xingqiao.TaskView;
import io.butterfly.xingqiao.inspect.JobOutline.TaskOutline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The contract's columns of a task. */
final class TaskRow {
    static final String COLUMNS = """
      task_id, job_id, task_label, task_reqid, task_cmd, task_params, task_requires, task_provides,
      task_dependencies, task_status, task_cost, task_extra, task_is_save, ret_stat, ret_data, task_retrymax,
      task_retrycount, task_timeout, c_time, s_time, u_time""";

    private TaskRow() {}

    static TaskView view(ResultSet row) throws SQLException {
        return new TaskView(
                row.getLong("task_id"),
                row.getLong("job_id"),
                new TaskView.Call(
                        row.getString("task_label"),
                        row.getString("task_reqid"),
                        row.getString("task_cmd"),
                        row.getString("task_params")),
                new TaskView.Needs(
                        row.getString("task_requires"),
                        row.getString("task_provides"),
                        row.getString("task_dependencies")),
                row.getString("task_status"),
                new TaskView.Result(
                        row.getDouble("task_cost"),
                        row.getString("task_extra"),
                        row.getBoolean("task_is_save"),
                        row.getString("ret_stat"),
                        row.getString("ret_data")),
                new TaskView.Limits(
                        row.getInt("task_retrymax"), row.getInt("task_retrycount"), row.getInt("task_timeout")),
                new TaskView.Times(TimeText.of(row, "c_time"), TimeText.of(row, "s_time"), TimeText.of(row, "u_time")));
    }

    static TaskOutline outline(ResultSet row) throws SQLException {
        String dependencies = row.getString("task_dependencies");
        return new TaskOutline(
                row.getLong("task_id"),
                row.getString("task_label"),
                row.getString("task_status"),
                row.getString("ret_stat"),
                row.getDouble("task_cost"),
                dependencies.isEmpty() ? List.of() : List.of(dependencies.split(",")),
                row.getInt("task_retrycount"),
                row.getInt("task_retrymax"));
    }
}
