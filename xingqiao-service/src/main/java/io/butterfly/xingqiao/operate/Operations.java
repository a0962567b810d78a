package io.butterfly.xingqiao.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.RetryTask;
import io.butterfly.api.xingqiao.SignalTask;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.operate.JobLookup.Found;
import io.butterfly.xingqiao.progress.Turns;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Each is one turn of the job. All throw a {@link Refusal}: the job is not there, or in no state for it. */
@Singleton
public final class Operations {
    private final JobLookup jobs;
    private final Turns turns;
    private final OtherEngine others;

    Operations(JobLookup jobs, Turns turns, OtherEngine others) {
        this.jobs = jobs;
        this.turns = turns;
        this.others = others;
    }

    public JobId cancel(JobKey key) {
        Found job = find(key);
        if (!job.isOfOtherEngine()) {
            return command(job, new Event.Cancel());
        }
        if (!others.cancel(job.id())) {
            throw new Refusal(
                    Stat.ERR_JOB_STATUS_NOT_STARTED,
                    "only a started job can be cancelled, and job " + job.id() + " is over");
        }
        return job.id();
    }

    public JobId pause(JobKey key) {
        return command(find(key), new Event.Pause());
    }

    public JobId resume(JobKey key) {
        return command(find(key), new Event.Resume());
    }

    public JobId retry(JobKey key) {
        return command(takenOver(find(key)), new Event.Retry());
    }

    /** An ended job of the Python service becomes one of this service when it is retried. */
    private Found takenOver(Found job) {
        return job.isOfOtherEngine() && others.takeOver(job.id()) ? new Found(job.id(), job.reqid(), false) : job;
    }

    public JobId retryFrom(RetryTask call) {
        Found job = find(call.taskId(), call.jobId(), call.jobName());
        return command(takenOver(job), new Event.RetryFrom(key(call.taskId(), call.taskLabel())));
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
                : jobs.find(new TaskId(taskId))
                        .orElseThrow(() -> new Refusal(Stat.ERR_TASK_NOT_EXIST, "there is no task with id " + taskId));
    }

    private Found find(JobKey key) {
        return jobs.find(key)
                .orElseThrow(() -> new Refusal(
                        Stat.ERR_JOB_NOT_EXIST,
                        "there is no job with "
                                + (key.jobId() == null ? "the name " + key.jobName() : "id " + key.jobId())));
    }

    private JobId command(Found job, Event.Command command) {
        if (job.isOfOtherEngine()) {
            throw ofOtherEngine(job);
        }
        if (!turns.command(job.reqid(), command)) {
            throw new Refusal(Stat.ERR_JOB_NOT_EXIST, "job " + job.id() + " was deleted");
        }
        return job.id();
    }

    static Refusal ofOtherEngine(Found job) {
        return new Refusal(
                Stat.ERR_JOB_OTHER_ENGINE,
                "job " + job.id() + " was created by the Python service, which alone drives it:"
                        + " cancel_job ends it, and once it has ended retry_job runs it here");
    }
}
