package io.butterfly.ruqi.tasktable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables {@code task} and {@code execute_task}, and what is known of their rows. Whatever writes to a row that a
 * user has locked changes nothing; the next turn tries again.
 */
public interface TaskTable {
    /** The next rows behind that id, in its order; empty behind the last one. */
    List<TaskRow> rowsBehind(long id);

    /** By the id of the row. */
    Map<Long, KnownTask> known();

    void remember(long taskId, KnownTask known);

    void forget(long taskId);

    /** The rows whose job is stored. */
    Set<Long> withJob();

    /** Runs that have not ended, oldest first. */
    List<TaskRun> openRuns();

    /** How the runs ended, by trace id; empty for one that still runs. A firing that is not stored is missing. */
    Map<String, Optional<TaskRun.End>> ends(Collection<String> traceIds);

    void end(Map<Long, TaskRun.End> byRun);

    /** False when the row is locked, or another row has the same key and status. */
    boolean setStatus(long taskId, String status);

    /** False when the row is locked. */
    boolean invalidate(long taskId);

    /**
     * Puts the text into the row's {@code extra} beside what is there; empty takes it away. False when it is locked.
     */
    boolean report(long taskId, Optional<String> text);
}
