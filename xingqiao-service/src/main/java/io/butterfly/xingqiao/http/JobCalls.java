package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.CreateJob;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.http.Api;
import io.butterfly.http.Caller;
import io.butterfly.xingqiao.inspect.KnownStatus;
import io.butterfly.xingqiao.inspect.PageRequest;
import io.butterfly.xingqiao.job.JobRequest;
import io.butterfly.xingqiao.job.JobRequest.Requester;
import io.butterfly.xingqiao.mysql.read.Listings;
import io.butterfly.xingqiao.operate.Operations;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Jobs over HTTP. */
@Singleton
class JobCalls {
    private final Operations operations;
    private final Listings listings;
    private final Explanations explanations;

    JobCalls(Operations operations, Listings listings, Explanations explanations) {
        this.operations = operations;
        this.listings = listings;
        this.explanations = explanations;
    }

    @Api(
            value = "/xingqiao/create_job",
            role = Role.PUBLISHER,
            summary = "Starts a workflow",
            errors = {
                Stat.ERR_JOB_EXIST,
                Stat.ERR_JOB_TYPE_NOT_EXISTS,
                Stat.ERR_JOB_EXTRA_INVALID,
                Stat.ERR_JOB_CREATE_FAILED,
                Stat.ERR_JOB_LOCKED
            })
    Reply create(CreateJob call, Caller caller) {
        return Reply.ok()
                .with("job_id", operations.create(request(call, caller)).value());
    }

    private static JobRequest request(CreateJob call, Caller caller) {
        return new JobRequest(
                call.jobNamespace(),
                call.jobType(),
                Optional.ofNullable(call.jobName()),
                Optional.ofNullable(call.jobExtra()),
                Optional.ofNullable(call.jobTimeout()).map(Duration::ofSeconds),
                Optional.ofNullable(call.jobLockWait()).map(Duration::ofSeconds),
                new Requester(caller.reqid(), caller.address(), caller.user(), caller.traceId()));
    }

    @Api(
            value = "/xingqiao/delete_job",
            role = Role.ADMIN,
            summary = "Deletes a job in whatever state it is; nothing happens when there is none")
    Reply delete(JobKey call) {
        operations.delete(call);
        return Reply.ok();
    }

    @Api(
            value = "/xingqiao/get_job_detail",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a job",
            errors = Stat.ERR_JOB_NOT_EXIST)
    Reply detail(JobKey call) {
        return Reply.data(listings.job(call).orElseThrow(() -> new JobNotExist(call.jobId(), call.jobName())));
    }

    @Api(
            value = "/xingqiao/why",
            role = Role.VIEWER,
            reads = true,
            summary = "Explains what a job waits for",
            errors = Stat.ERR_JOB_NOT_EXIST)
    Reply why(JobKey call) {
        return Reply.data(explanations.why(call).orElseThrow(() -> new JobNotExist(call.jobId(), call.jobName())));
    }

    @Api(value = "/xingqiao/list_jobs", role = Role.VIEWER, reads = true, summary = "Lists jobs")
    Reply list(ListJobs call) {
        KnownStatus.requireOfJob(call.jobStatus());
        return Reply.data(listings.jobs(call, PageRequest.of(call)));
    }

    @Api(
            value = {"/xingqiao/list_tasks", "/xingqiao/get_tasklist_by_jobid"},
            role = Role.VIEWER,
            reads = true,
            summary = "Lists the tasks of a job",
            errors = Stat.ERR_JOB_NOT_EXIST)
    Reply tasks(ListTasks call) {
        KnownStatus.requireOfTask(call.taskStatus());
        return Reply.data(listings.tasks(call).orElseThrow(() -> new JobNotExist(call.jobId(), call.jobName())));
    }

    record GetTask(
            @Param("The task's id") @JsonProperty(required = true)
            Long taskId) {}

    @Api(
            value = "/xingqiao/get_task",
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a task",
            errors = Stat.ERR_TASK_NOT_EXIST)
    Reply task(GetTask call) {
        return listings.task(call.taskId()).map(Reply::data).orElseGet(() -> Reply.refused(
                        Stat.ERR_TASK_NOT_EXIST, "there is no task with id " + call.taskId())
                .with("data", Map.of()));
    }
}
