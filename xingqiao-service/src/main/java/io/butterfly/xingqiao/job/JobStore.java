package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import java.time.Instant;
import java.util.Optional;

/** What the store knows of the jobs around one that is to be created. */
public interface JobStore {
    Existing find(String name, String reqid);

    /**
     * @param ofThisRequest the job that the same request created before
     * @param taken the name, as the job that has it spells it; one that differs by blanks at its end is taken too
     * @param now the store's clock
     */
    record Existing(Optional<JobId> ofThisRequest, Optional<String> taken, Instant now) {}

    /** The job that is a task of another one, by the start of that task. */
    Optional<Child> child(StartId start);

    /**
     * @param cost seconds
     * @param isOfBefore it ended before the job that has the task was started for the last time
     */
    record Child(JobId id, JobStatus status, String stat, Optional<RawJson> result, double cost, boolean isOfBefore) {
        /** The job that has the task was retried, and this one is to go on where it failed. */
        public boolean isToRetry() {
            return status == JobStatus.FAILED && isOfBefore;
        }
    }

    /** The job that has this task. */
    Optional<Parent> parent(TaskId task);

    record Parent(JobId id, String namespace, String client, String operator) {}
}
