package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads under the job's lock what only tasks that start need; {@link #fanOut} also writes. Sizes are in characters, and
 * are read before the texts. An interface, so that the storage depends on this package and not the reverse.
 */
public interface Inputs {
    /**
     * The sources of the first of these tasks, by id: of so many tasks as have at most so many characters together, but
     * at least of one.
     */
    List<TaskSource> sources(Collection<TaskId> tasks, int most);

    /** How large the replies are; only of tasks that have one. */
    Map<TaskId, Integer> replySizes(Collection<TaskId> tasks);

    /** The replies; only of tasks that have one. */
    Map<TaskId, RawJson> replies(Collection<TaskId> tasks);

    /** Makes a task of each item of the list. They wait. */
    List<Task> fanOut(Task list, List<RawJson> items);

    /**
     * The columns of a task from which its message is made.
     *
     * @param item its element of the list, when it is an item of a fan-out
     */
    record TaskSource(
            TaskId id,
            String cmd,
            Optional<RawJson> params,
            List<String> requires,
            RawJson extra,
            int timeoutSeconds,
            Optional<RawJson> item) {}
}
