package io.butterfly.xingqiao.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.RetryTask;
import io.butterfly.api.xingqiao.SignalTask;
import io.butterfly.changes.Before;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Event.TaskKey;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobRequest;
import io.butterfly.xingqiao.job.Jobs;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.mysql.DeletedJobs;
import io.butterfly.xingqiao.mysql.adoption.PythonJobs;
import io.butterfly.xingqiao.mysql.read.JobLookup;
import io.butterfly.xingqiao.mysql.read.JobLookup.Target;
import io.butterfly.xingqiao.progress.Turns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers do to jobs: each call but {@link #delete} is one turn of the job. All but {@link #delete} and
 * {@link #wake} throw a {@link Refusal} when the job is not there; a job that is in no state for the call refuses it,
 * too.
 */
@Singleton
public final class Operations {
    private final Jobs jobs;
    private final JobLookup lookup;
    private final PythonJobs python;
    private final DeletedJobs deleted;
    private final Turns turns;

    Operations(Jobs jobs, JobLookup lookup, PythonJobs python, DeletedJobs deleted, Turns turns) {
        this.jobs = jobs;
        this.lookup = lookup;
        this.python = python;
        this.deleted = deleted;
        this.turns = turns;
    }

    public JobId create(JobRequest request) {
        return jobs.create(request, turns::start);
    }

    public JobId cancel(JobKey key) {
        Target job = find(key);
        if (!job.isOfPython()) {
            return command(job, new Event.Cancel());
        }
        if (!python.cancel(job.id())) {
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
    private Target takenOver(Target job) {
        return job.isOfPython() && python.takeOver(job.id())
                ? new Target(job.id(), job.reqid(), false, job.status())
                : job;
    }

    public JobId retryFrom(RetryTask call) {
        Target job = find(call.taskId(), call.jobId(), call.jobName());
        return command(takenOver(job), new Event.RetryFrom(key(call.taskId(), call.taskLabel())));
    }

    public JobId signal(SignalTask call) {
        ObjectNode reply = (ObjectNode) call.data().tree();
        reply.put("stat", call.stat());
        Target job = find(call.taskId(), call.jobId(), call.jobName());
        Outcome outcome = new Outcome(call.stat(), Optional.of(RawJson.of(reply)), 0);
        return command(job, new Event.Signal(key(call.taskId(), call.taskLabel()), outcome));
    }

    private static TaskKey key(Long id, String label) {
        return id == null ? new TaskKey.ByLabel(label) : new TaskKey.ById(new TaskId(id));
    }

    private Target find(Long taskId, Long jobId, String jobName) {
        return taskId == null
                ? find(new JobKey(jobId, jobName))
                : noted(lookup.find(new TaskId(taskId))
                        .orElseThrow(() -> new Refusal(Stat.ERR_TASK_NOT_EXIST, "there is no task with id " + taskId)));
    }

    private Target find(JobKey key) {
        return noted(lookup.find(key)
                .orElseThrow(() -> new Refusal(
                        Stat.ERR_JOB_NOT_EXIST,
                        "there is no job with "
                                + (key.jobId() == null ? "the name " + key.jobName() : "id " + key.jobId()))));
    }

    private static Target noted(Target job) {
        Before.was(() -> Map.of("job_status", job.status()));
        return job;
    }

    /**
     * Lets the job be looked at, as the driver messages of the Python service do; the job needs none of them to move.
     * Does nothing when there is no such job.
     */
    public void wake(JobKey key) {
        lookup.find(key).ifPresent(job -> {
            if (job.isOfPython()) {
                throw ofPython(job);
            }
            turns.publish(turns.move(Map.of(job.reqid(), List.of())));
        });
    }

    /**
     * Deletes the job in whatever state it is; nothing happens when it is not there. A message that cannot be cancelled
     * runs, and its outcome finds no job.
     */
    public void delete(JobKey key) {
        turns.cancel(deleted.delete(key));
    }

    private JobId command(Target job, Event.Command command) {
        if (job.isOfPython()) {
            throw ofPython(job);
        }
        if (!turns.command(job.reqid(), command)) {
            throw new Refusal(Stat.ERR_JOB_NOT_EXIST, "job " + job.id() + " was deleted");
        }
        return job.id();
    }

    private static Refusal ofPython(Target job) {
        return new Refusal(
                Stat.ERR_JOB_OTHER_ENGINE,
                "job " + job.id() + " was created by the Python service, which alone drives it:"
                        + " cancel_job ends it, and once it has ended retry_job runs it here");
    }
}
