package io.butterfly.xingqiao.http;

import io.butterfly.access.Role;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.RetryJob;
import io.butterfly.api.xingqiao.RetryTask;
import io.butterfly.api.xingqiao.SignalTask;
import io.butterfly.http.Api;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.operate.BulkRetry;
import io.butterfly.xingqiao.operate.Operations;
import jakarta.inject.Singleton;

/** Interventions over HTTP. */
@Singleton
class OperationCalls {
    private final Operations operations;
    private final BulkRetry bulk;

    OperationCalls(Operations operations, BulkRetry bulk) {
        this.operations = operations;
        this.bulk = bulk;
    }

    @Api(
            value = "/xingqiao/cancel_job",
            role = Role.OPERATOR,
            summary = "Cancels a job that runs",
            errors = {Stat.ERR_JOB_NOT_EXIST, Stat.ERR_JOB_STATUS_NOT_STARTED})
    Reply cancel(JobKey call) {
        return ok(operations.cancel(call));
    }

    @Api(
            value = "/xingqiao/pause_job",
            role = Role.OPERATOR,
            summary = "Pauses a job: no further task starts",
            errors = {Stat.ERR_JOB_NOT_EXIST, Stat.ERR_JOB_STATUS_NOT_STARTED, Stat.ERR_JOB_OTHER_ENGINE})
    Reply pause(JobKey call) {
        return ok(operations.pause(call));
    }

    @Api(
            value = "/xingqiao/resume_job",
            role = Role.OPERATOR,
            summary = "Resumes a paused job",
            errors = {Stat.ERR_JOB_NOT_EXIST, Stat.ERR_JOB_STATUS_NOT_STARTED, Stat.ERR_JOB_OTHER_ENGINE})
    Reply resume(JobKey call) {
        return ok(operations.resume(call));
    }

    @Api(
            value = "/xingqiao/signal",
            role = Role.OPERATOR,
            summary = "Ends a task that waits for a signal",
            errors = {
                Stat.ERR_JOB_NOT_EXIST,
                Stat.ERR_TASK_NOT_EXIST,
                Stat.ERR_TASK_NOT_WAITING,
                Stat.ERR_JOB_STATUS_NOT_STARTED,
                Stat.ERR_JOB_OTHER_ENGINE
            })
    Reply signal(SignalTask call) {
        return ok(operations.signal(call));
    }

    @Api(
            value = "/xingqiao/retry_task",
            role = Role.OPERATOR,
            summary = "Runs an ended job again from this task on",
            errors = {
                Stat.ERR_JOB_NOT_EXIST,
                Stat.ERR_TASK_NOT_EXIST,
                Stat.ERR_JOB_STATUS_NOT_FAILED,
                Stat.ERR_JOB_LOCKED,
                Stat.ERR_JOB_OTHER_ENGINE
            })
    Reply retryTask(RetryTask call) {
        return ok(operations.retryFrom(call));
    }

    /** A job that has not failed gets its id back as it was given. */
    @Api(
            value = "/xingqiao/retry_job",
            role = Role.OPERATOR,
            summary = "Runs again what failed or was skipped in a failed job",
            errors = {
                Stat.ERR_JOB_NOT_EXIST,
                Stat.ERR_JOB_STATUS_NOT_FAILED,
                Stat.ERR_JOB_LOCKED,
                Stat.ERR_JOB_OTHER_ENGINE
            })
    Reply retry(RetryJob call) {
        try {
            return ok(operations.retry(call.key()));
        } catch (Refusal e) {
            if (e.stat() == Stat.ERR_JOB_STATUS_NOT_FAILED && call.jobId() != null) {
                return e.reply().with("job_id", call.jobId());
            }
            throw e;
        }
    }

    @Api(
            value = "/xingqiao/retry_jobs",
            role = Role.OPERATOR,
            summary = "Retries one page of the failed jobs that match; what is retried leaves the list")
    Reply retryAll(ListJobs call) {
        return Reply.data(bulk.retry(call));
    }

    private static Reply ok(JobId job) {
        return Reply.ok().with("job_id", job.value());
    }
}
