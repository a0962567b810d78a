package io.butterfly.ruqi.mysql.tasktable;

import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.tasktable.TaskJob;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the run of each new firing of a task row, in the transaction that writes the firing: there is one run a
 * firing, whatever dies. The run's id and the firing's are then in the command that the ledger keeps, so that every
 * replica that carries the firing out publishes the same message.
 */
@Singleton
public final class TaskRuns {
    private static final String BEGIN = """
      INSERT INTO execute_task (task_id, status, extra, trace_id) VALUES (?, 'doing', '{}', ?)""";
    private static final String COMMAND = """
      UPDATE ruqi_jobs_history SET cmd = ? WHERE firing_id = ?""";

    private final boolean isOn;

    TaskRuns(@Value("${ruqi.task-table.enabled:false}") boolean isOn) {
        this.isOn = isOn;
    }

    /** The same firings in the same order, those of task rows with the command of their run. */
    public List<Firing> begin(Connection connection, List<Firing> firings) throws SQLException {
        List<Firing> ours = isOn ? firings.stream().filter(TaskJob::isRowOf).toList() : List.of();
        if (ours.isEmpty()) {
            return firings;
        }
        List<Long> runs = Sql.insertAll(
                connection,
                BEGIN,
                ours.stream()
                        .map(firing -> new Object[] {TaskJob.rowOf(firing), firing.traceId()})
                        .toList());
        Map<String, Firing> begun = new HashMap<>();
        for (int i = 0; i < ours.size(); i++) {
            begun.put(ours.get(i).id(), TaskJob.run(ours.get(i), runs.get(i)));
        }
        Sql.batch(
                connection,
                COMMAND,
                begun.values().stream()
                        .map(firing -> new Object[] {firing.cmd(), firing.id()})
                        .toList());
        return firings.stream()
                .map(firing -> begun.getOrDefault(firing.id(), firing))
                .toList();
    }
}
