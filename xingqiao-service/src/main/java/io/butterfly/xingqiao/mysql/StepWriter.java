package io.butterfly.xingqiao.mysql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.progress.Step;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the steps of a turn: one statement for tasks that ended, one for tasks that start, one for the job. */
@Singleton
final class StepWriter {
  private static final String END_TASK = """
      update workflow_task set task_status = ?, ret_stat = ?, ret_data = ?, task_cost = ?, u_time = ? where task_id = ?
      """;

  private static final String START_TASK = """
      update workflow_task
         set task_status = 'pending', task_reqid = ?, start_no = ?, task_retrycount = ?, s_time = ?, u_time = ?
       where task_id = ?
      """;

  private static final String MOVE_JOB = """
      update workflow_job
         set ret_data = coalesce(?, ret_data), exe_id = exe_id + 1, e_time = ?, u_time = ?, moved_at = ?, next_check_at = ?
       where job_id = ?
      """;

  private static final String END_JOB = """
      update workflow_job
         set job_status = ?, ret_stat = ?, job_cost = ?, ret_data = coalesce(?, ret_data), exe_id = exe_id + 1,
             e_time = ?, u_time = ?, moved_at = ?, next_check_at = null
       where job_id = ?
      """;

  private final LocalTimes times;

  StepWriter(LocalTimes times) {
    this.times = times;
  }

  void write(Connection connection, Job job, List<Step> steps, Instant now) throws SQLException {
    LocalDateTime time = times.at(now);
    List<Object[]> ended = new ArrayList<>();
    List<Object[]> started = new ArrayList<>();
    String result = null;
    Step.EndJob end = null;
    for (Step step : steps) {
      switch (step) {
        case Step.End it -> ended.add(endRow(it, time));
        case Step.Start(Task task) -> started.add(startRow(job, task, time));
        case Step.StartSame _s -> { /* nothing changes but the message */ }
        case Step.Save(RawJson reply) -> result = resultOf(reply);
        case Step.EndJob it -> end = it;
      }
    }
    writeTasks(connection, ended, started);
    if (end != null) {
      double cost = Duration.between(job.startedAt(), now).toMillis() / 1000.0;
      Sql.update(
          connection, END_JOB, end.status().word(), end.stat(), cost, result, time, time, now.toEpochMilli(), job.id().value());
    } else if (job.status() == JobStatus.STARTED && !(ended.isEmpty() && started.isEmpty())) {
      long nextCheck = Checks.next(now, now, job.deadline()).toEpochMilli();
      Sql.update(connection, MOVE_JOB, result, time, time, now.toEpochMilli(), nextCheck, job.id().value());
    }
  }

  private static void writeTasks(Connection connection, List<Object[]> ended, List<Object[]> started) throws SQLException {
    Comparator<Object[]> byId = Comparator.comparingLong(row -> (long) row[row.length - 1]);
    ended.sort(byId);
    started.sort(byId);
    Sql.batch(connection, END_TASK, ended);
    Sql.batch(connection, START_TASK, started);
  }

  private static Object[] endRow(Step.End end, LocalDateTime time) {
    Task task = end.task();
    String reply = end.reply().map(RawJson::text).orElse(null);
    String stat = task.retStat().length() > 64 ? task.retStat().substring(0, 64) : task.retStat();
    return new Object[] {task.status().word(), stat, reply, end.cost(), time, task.id().value()};
  }

  private static Object[] startRow(Job job, Task task, LocalDateTime time) {
    String message = new StartId(job.reqid(), task.id(), task.startNo()).toString();
    return new Object[] {message, task.startNo(), task.retryCount(), time, time, task.id().value()};
  }

  /** The reply's {@code data} when it has one, else the reply without {@code stat} (contract §5.5). */
  private static String resultOf(RawJson reply) {
    JsonNode tree = reply.tree();
    if (tree.has("data")) {
      return RawJson.of(tree.get("data")).text();
    }
    return RawJson.of(((ObjectNode) tree).without("stat")).text();
  }
}
