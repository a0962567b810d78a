package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The jobs and tasks in the store, changed one job a transaction. */
public interface RunningJobs {
  /** What is decided under the job's lock. May be asked again, when the store has to repeat the transaction, so it must be pure. */
  @FunctionalInterface
  interface Decision {
    Turn of(Job job, List<Task> tasks, Instant now, Inputs inputs);
  }

  /** Writes job and tasks, then what the decision says, all or nothing. Empty when the name is taken. */
  Optional<Created> create(NewJob job, Decision decision);

  record Created(JobId id, Turn turn) {}

  /** Locks the job before anything is read, writes what the decision says. Empty when there is no such job. */
  Optional<Turn> move(String jobReqid, Decision decision);

  /** These starts are known to BaiChuan: pending becomes started, unless the task is further already. */
  void acknowledge(List<StartId> starts);

  /**
   * @param steps to write
   * @param messages to publish once they are written
   */
  record Turn(List<Step> steps, List<TaskMessage> messages) {}

  /** Reads, under the job's lock, what only starting tasks need. */
  interface Inputs {
    List<TaskSource> sources(Collection<TaskId> tasks);

    Map<TaskId, RawJson> replies(Collection<TaskId> tasks);
  }

  /** The columns of a task from which its message is made. */
  record TaskSource(
      TaskId id, String cmd, Optional<RawJson> params, List<String> requires, RawJson extra, int timeoutSeconds) {}
}
