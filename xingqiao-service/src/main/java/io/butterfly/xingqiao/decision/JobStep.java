package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import java.time.Duration;

/** A step of the job as a whole: written to its row. */
public sealed interface JobStep extends Step {
    /** Make this reply the job's result. */
    record Save(RawJson reply) implements JobStep {}

    /** Write that the tasks of the job's end begin. */
    record BeginEnd(String stat) implements JobStep {}

    /** Write how the job ended. */
    record EndJob(JobStatus status, String stat) implements JobStep {}

    /** Write that the job starts anew, now. */
    record RestartJob() implements JobStep {}

    /** Write that the job pauses, from now. */
    record PauseJob() implements JobStep {}

    /** @param pausedFor all its pauses together */
    record ResumeJob(Duration pausedFor) implements JobStep {}
}
