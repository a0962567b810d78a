package io.butterfly.xingqiao.inspect;

import io.butterfly.xingqiao.workflow.TaskOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the store knows of a job that may explain what the job waits for.
 *
 * @param isOfPython the Python service created it and drives it
 * @param lockWait empty when it does not wait for locks
 * @param ending the code with which it ends, once the tasks of its end run
 */
public record JobSnapshot(
        long id,
        String status,
        boolean isOfPython,
        Times times,
        Optional<LockWait> lockWait,
        Optional<String> ending,
        List<TaskSnapshot> tasks) {
    /**
     * @param pausedAt empty when it is not paused
     * @param now by the store's clock
     */
    public record Times(Optional<Instant> pausedAt, Instant deadline, Instant now) {}

    /**
     * @param obstacle what keeps it from its locks, in words
     * @param until when it gives up
     */
    public record LockWait(String obstacle, Instant until) {}

    /** @param parent the task whose item this is */
    public record TaskSnapshot(
            long id, String label, String status, Optional<Long> parent, TaskPlanned plan, LastStart start) {
        boolean isOver() {
            return List.of("finished", "failed", "skipped").contains(status);
        }

        TaskOptions options() {
            return plan.options();
        }
    }

    public record TaskPlanned(String cmd, List<String> dependencies, TaskOptions options, int retryMax) {}

    /**
     * @param message the id of its message, empty before the first start
     * @param dueAt the end of a pause between attempts, or of the wait for a signal
     * @param subJob id and status of the job that it runs, in words
     */
    public record LastStart(String message, Optional<Instant> dueAt, int retries, Optional<String> subJob) {}
}
