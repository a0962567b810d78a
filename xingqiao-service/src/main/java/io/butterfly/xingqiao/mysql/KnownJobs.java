package io.butterfly.xingqiao.mysql;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.progress.Inputs.TaskSource;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tasks of jobs that moved lately, so that a turn need not read what the last one wrote. {@code exe_id} grows with
 * every turn that writes and is read under the job's lock, together with the time of that turn: tasks that are known
 * under both are those in the table, but for the acknowledgements of starts, on which nothing depends. The number alone
 * would not do: where a standby took over without the last turns, or a backup was restored, the same number is another
 * turn's.
 */
@Singleton
final class KnownJobs {
    private static final int MAX_TASKS = 50_000;
    private static final int MAX_CHARACTERS = 16_384;

    private final Map<JobId, Known> jobs = new LinkedHashMap<>(16, 0.75f, true); // guarded by this
    private int tasks; // guarded by this

    /** @param movedAt milliseconds */
    record Known(int exeId, long movedAt, List<Task> tasks, Map<TaskId, TaskSource> sources) {
        /** Larger presets are read again instead. */
        private Known light() {
            long characters = sources.values().stream()
                    .mapToLong(source -> source.extra().text().length()
                            + source.params()
                                    .map(RawJson::text)
                                    .map(String::length)
                                    .orElse(0))
                    .sum();
            return characters <= MAX_CHARACTERS ? this : new Known(exeId, movedAt, tasks, Map.of());
        }
    }

    synchronized Optional<Known> find(JobId job, int exeId, long movedAt) {
        return Optional.ofNullable(jobs.get(job)).filter(known -> known.exeId() == exeId && known.movedAt() == movedAt);
    }

    /** Only what has been committed. */
    synchronized void put(JobId job, Known known) {
        forget(job);
        jobs.put(job, known.light());
        tasks += known.tasks().size();
        Iterator<Known> eldest = jobs.values().iterator();
        while (tasks > MAX_TASKS) {
            tasks -= eldest.next().tasks().size();
            eldest.remove();
        }
    }

    synchronized void forget(JobId job) {
        Optional.ofNullable(jobs.remove(job))
                .ifPresent(known -> tasks -= known.tasks().size());
    }
}
