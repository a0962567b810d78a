package io.butterfly.xingqiao.inspect;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.xingqiao.workflow.TaskOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the store knows of a job that may explain why it stands where it does. */
public interface Facts {
    Optional<OfJob> find(JobKey key);

    /**
     * @param pausedAt empty when it is not paused
     * @param lock what keeps it from its locks, in words; empty when it does not wait for any
     * @param lockUntil when it gives up waiting for its locks
     * @param isOfOtherEngine the Python service drives it
     * @param ending the code with which it ends, once the tasks of its end run
     */
    record OfJob(
            long id,
            String status,
            boolean isOfOtherEngine,
            Optional<Instant> pausedAt,
            Optional<String> lock,
            Optional<Instant> lockUntil,
            Optional<String> ending,
            Instant deadline,
            Instant now,
            List<OfTask> tasks) {}

    /**
     * @param parent the task whose item this is
     * @param message the id of its message, empty before the first start
     * @param dueAt the end of a pause between attempts, or of the wait for a signal
     * @param subJob id and status of the job that it runs, in words
     */
    record OfTask(
            long id,
            String label,
            String cmd,
            String status,
            List<String> dependencies,
            TaskOptions options,
            Optional<Long> parent,
            String message,
            Optional<Instant> dueAt,
            int retries,
            int retryMax,
            Optional<String> subJob) {
        boolean isOver() {
            return List.of("finished", "failed", "skipped").contains(status);
        }
    }
}
