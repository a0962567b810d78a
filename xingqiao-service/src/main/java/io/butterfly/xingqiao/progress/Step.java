package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import java.util.Optional;

/** One thing to write or to do. A task in a step is as it will be. */
public sealed interface Step {
  /** Write how it ended: finished or failed, as the task says. */
  record End(Task task, Optional<RawJson> reply, double cost) implements Step {}

  /** Write the new start, then publish its message. */
  record Start(Task task) implements Step {}

  /** Publish the message of the start it is in once more: the same id, so a message that is there stays as it is. */
  record StartSame(Task task) implements Step {}

  /** Make this reply the job's result. */
  record Save(RawJson reply) implements Step {}

  /** Write how the job ended. */
  record EndJob(JobStatus status, String stat) implements Step {}
}
