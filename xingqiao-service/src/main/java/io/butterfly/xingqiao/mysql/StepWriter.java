package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.progress.Turn;
import io.butterfly.xingqiao.workflow.Work;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes the steps of turns: one batch a kind of change, over all jobs of the transaction. */
@Singleton
final class StepWriter {
    private static final String DROP_ITEMS = """
      DELETE FROM workflow_task WHERE parent_task_id = ?
      """;

    private static final String PUT_OFF_TASK = """
      UPDATE workflow_task SET due_at = ? WHERE task_id = ?
      """;

    private static final String RESET_TASK = """
      UPDATE workflow_task
         SET task_status = 'waiting', task_reqid = '', start_no = ?, ret_stat = 'OK', ret_data = NULL, task_cost = 0,
             due_at = NULL, u_time = ?
       WHERE task_id = ?
      """;

    private static final String REOPEN_TASK = """
      UPDATE workflow_task SET task_status = 'started', ret_stat = 'OK', ret_data = NULL, u_time = ? WHERE task_id = ?
      """;

    private static final String START_TASK = """
      UPDATE workflow_task
         SET task_status = ?, task_reqid = ?, start_no = ?, task_retrycount = ?, due_at = ?, s_time = ?, u_time = ?
       WHERE task_id = ?
      """;

    private static final String END_TASK = """
      UPDATE workflow_task
         SET task_status = ?, ret_stat = ?, ret_data = ?, task_cost = ?, due_at = NULL, u_time = ?
       WHERE task_id = ?
      """;

    private static final String REQUEST_CANCEL = """
      INSERT IGNORE INTO workflow_cancel (job_id, is_job, start_no, task_id) VALUES (?, ?, ?, ?)
      """;

    private final LocalTimes times;
    private final JobWriter jobs;

    StepWriter(LocalTimes times, JobWriter jobs) {
        this.times = times;
        this.jobs = jobs;
    }

    /** @param isNew the job's row has been inserted by this transaction, as if it had moved already */
    record Written(Job job, Turn turn, Instant now, boolean isNew) {
        /**
         * Whether the job's row changes. Not when a turn only publishes again; a new row has its first starts in it.
         */
        boolean movesJob() {
            boolean isMoreThanStarts =
                    turn.wakeAt().isPresent() || turn.steps().stream().anyMatch(step -> !(step instanceof Step.Start));
            return turn.steps().stream().anyMatch(step -> !(step instanceof Step.StartSame))
                    && (!isNew || isMoreThanStarts);
        }
    }

    /** The rows of one transaction, by kind of change. */
    private static final class Rows {
        final List<Object[]> dropped = new ArrayList<>();
        final List<Object[]> putOff = new ArrayList<>();
        final List<Object[]> reset = new ArrayList<>();
        final List<Object[]> reopened = new ArrayList<>();
        final List<Object[]> started = new ArrayList<>();
        final List<Object[]> ended = new ArrayList<>();
        final List<Object[]> cancelled = new ArrayList<>();
    }

    /** Returns whether that made another job due. */
    boolean write(Connection connection, List<Written> turns) throws SQLException {
        Rows rows = new Rows();
        for (Written turn : turns) {
            LocalDateTime time = times.at(turn.now());
            for (Step step : turn.turn().steps()) {
                if (step instanceof Step.TaskStep ofTask) {
                    collect(turn.job(), ofTask, time, rows);
                }
            }
        }
        List<Written> moving = turns.stream().filter(Written::movesJob).toList();
        List<Sql.Batch> batches = new ArrayList<>(List.of(
                batch(DROP_ITEMS, rows.dropped),
                batch(PUT_OFF_TASK, rows.putOff),
                batch(RESET_TASK, rows.reset),
                batch(REOPEN_TASK, rows.reopened),
                batch(START_TASK, rows.started),
                batch(END_TASK, rows.ended),
                batch(REQUEST_CANCEL, rows.cancelled)));
        batches.addAll(jobs.batches(moving));
        Sql.batches(connection, batches);
        return jobs.writeStatuses(connection, moving);
    }

    private static void collect(Job job, Step.TaskStep step, LocalDateTime time, Rows rows) {
        switch (step) {
            case Step.End end -> rows.ended.add(endRow(end, time));
            case Step.Start(Task task) -> rows.started.add(startRow(job, task, time));
            case Step.Reset(Task task) ->
                rows.reset.add(new Object[] {task.startNo(), time, task.id().value()});
            case Step.PutOff(Task task) ->
                rows.putOff.add(new Object[] {
                    task.dueAt().map(Instant::toEpochMilli).orElse(null),
                    task.id().value()
                });
            case Step.Reopen(Task task) ->
                rows.reopened.add(new Object[] {time, task.id().value()});
            case Step.DropItems(Task task) ->
                rows.dropped.add(new Object[] {task.id().value()});
            case Step.CancelMessage(Task task) ->
                rows.cancelled.add(new Object[] {
                    job.id().value(),
                    task.plan().options().work() instanceof Work.SubJob,
                    task.startNo(),
                    task.id().value()
                });
            case Step.StartSame _s -> {
                /* only the message is published again */
            }
            case Step.Gather _g -> {
                /* an end has taken its place */
            }
        }
    }

    /** In the order of the ids, in which every transaction locks rows. */
    private static Sql.Batch batch(String sql, List<Object[]> rows) {
        rows.sort(Comparator.comparingLong(row -> (long) row[row.length - 1]));
        return new Sql.Batch(sql, rows);
    }

    private static Object[] endRow(Step.End end, LocalDateTime time) {
        Task task = end.task();
        String reply = end.reply().map(RawJson::text).orElse(null);
        String stat = task.retStat().length() > 64 ? task.retStat().substring(0, 64) : task.retStat();
        return new Object[] {
            task.status().word(), stat, reply, end.cost(), time, task.id().value()
        };
    }

    private static Object[] startRow(Job job, Task task, LocalDateTime time) {
        String message = new StartId(job.reqid(), task.id(), task.startNo()).toString();
        Long dueAt = task.dueAt().map(Instant::toEpochMilli).orElse(null);
        return new Object[] {
            task.status().word(),
            message,
            task.startNo(),
            task.retryCount(),
            dueAt,
            time,
            time,
            task.id().value()
        };
    }
}
