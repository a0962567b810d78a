package io.butterfly.ruqi.tasktable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables {@code task} and {@code execute_task}, and what is known of their rows. Whatever writes to rows leaves
 * those alone that a user has locked; the next turn tries again. A verb that takes many makes one transaction.
 */
public interface TaskTable {
    /** The next rows behind that id, in its order; empty behind the last one. */
    List<TaskRow> rowsBehind(long id);

    /** By the id of the row. */
    Map<Long, KnownTask> known();

    /** By the id of the row. */
    void remember(Map<Long, KnownTask> known);

    void forget(Collection<Long> taskIds);

    /** The rows whose job is stored. */
    Set<Long> withJob();

    /** Runs that have not ended, oldest first. */
    List<TaskRun> openRuns();

    /** How the runs ended, by trace id; empty for one that still runs. A firing that is not stored is missing. */
    Map<String, Optional<TaskRun.End>> ends(Collection<String> traceIds);

    void end(Map<Long, TaskRun.End> byRun);

    /** A row stays as it is when another has the same key and that status. */
    void setStatus(Collection<Long> taskIds, String status);

    /**
     * Makes rows invalid, unless their {@code spec} has changed since they were read.
     *
     * @return the ids of those that are now
     */
    Set<Long> invalidate(Collection<TaskRow> rows);

    /**
     * Puts the text, by the id of the row, into its {@code extra} beside what is there; empty takes it away.
     *
     * @return the ids of the rows in which it was done
     */
    Set<Long> report(Map<Long, Optional<String>> texts);
}
