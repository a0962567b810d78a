package io.butterfly.xingqiao.operating;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.operating.RetryTask;
import io.butterfly.api.xingqiao.operating.SignalTask;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.operating.JobLookup.Found;
import io.butterfly.xingqiao.progress.Turns;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Each is one turn of the job. All throw a {@link Refusal}: the job is not there, or in no state for it. */
@Singleton
public final class Operations {
  private final JobLookup jobs;
  private final Turns turns;

  Operations(JobLookup jobs, Turns turns) {
    this.jobs = jobs;
    this.turns = turns;
  }

  public JobId cancel(JobKey key) {
    return command(find(key), new Event.Cancel());
  }

  public JobId pause(JobKey key) {
    return command(find(key), new Event.Pause());
  }

  public JobId resume(JobKey key) {
    return command(find(key), new Event.Resume());
  }

  public JobId retry(JobKey key) {
    return command(find(key), new Event.Retry());
  }

  public JobId retryFrom(RetryTask call) {
    Found job = find(call.taskId(), call.jobId(), call.jobName());
    return command(job, new Event.RetryFrom(key(call.taskId(), call.taskLabel())));
  }

  public JobId signal(SignalTask call) {
    ObjectNode reply = (ObjectNode) call.data().tree();
    reply.put("stat", call.stat());
    Found job = find(call.taskId(), call.jobId(), call.jobName());
    Outcome outcome = new Outcome(call.stat(), Optional.of(RawJson.of(reply)), 0);
    return command(job, new Event.Signal(key(call.taskId(), call.taskLabel()), outcome));
  }

  private static TaskKey key(Long id, String label) {
    return id == null ? new TaskKey.ByLabel(label) : new TaskKey.ById(new TaskId(id));
  }

  private Found find(Long taskId, Long jobId, String jobName) {
    return taskId == null
        ? find(new JobKey(jobId, jobName))
        : jobs.find(new TaskId(taskId)).orElseThrow(() -> new Refusal(Stat.ERR_TASK_NOT_EXIST, "there is no task with id " + taskId));
  }

  private Found find(JobKey key) {
    return jobs.find(key).orElseThrow(() -> new Refusal(
        Stat.ERR_JOB_NOT_EXIST, "there is no job with " + (key.jobId() == null ? "the name " + key.jobName() : "id " + key.jobId())));
  }

  private JobId command(Found job, Event.Command command) {
    if (!turns.command(job.reqid(), command)) {
      throw new Refusal(Stat.ERR_JOB_NOT_EXIST, "job " + job.id() + " is driven by another engine, or was deleted");
    }
    return job.id();
  }
}
