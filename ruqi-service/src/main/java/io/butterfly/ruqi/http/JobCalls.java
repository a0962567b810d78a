package io.butterfly.ruqi.http;

import io.butterfly.access.Role;
import io.butterfly.api.Page;
import io.butterfly.api.Reply;
import io.butterfly.api.ruqi.JobAdd;
import io.butterfly.api.ruqi.JobKey;
import io.butterfly.api.ruqi.JobLine;
import io.butterfly.api.ruqi.JobQuery;
import io.butterfly.http.Api;
import io.butterfly.ruqi.Settings;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.job.Part;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.tasktable.TaskJob;
import jakarta.inject.Singleton;
import java.util.Optional;

@Singleton
class JobCalls {
    private final Jobs jobs;
    private final Wire wire;
    private final Settings.TaskTable taskTable;

    JobCalls(Jobs jobs, Wire wire, Settings.TaskTable taskTable) {
        this.jobs = jobs;
        this.wire = wire;
        this.taskTable = taskTable;
    }

    @Api(
            value = {"/ruqi/job_add", "/ruqi/add_job"},
            role = Role.ADMIN,
            summary = "Adds a job")
    Reply add(JobAdd call) {
        requireNoRow(call.jobId());
        jobs.add(wire.wanted(call));
        return Reply.ok();
    }

    private void requireNoRow(String jobId) {
        if (taskTable.enabled() && jobId != null) {
            TaskJob.requireNone(jobId);
        }
    }

    @Api(value = "/ruqi/job_add_by_line", role = Role.ADMIN, summary = "Adds a job that is written in one line")
    Reply addByLine(JobLine call) {
        jobs.addByLine(call.line());
        return Reply.ok();
    }

    @Api(
            value = {"/ruqi/job_modify", "/ruqi/modify_job"},
            role = Role.ADMIN,
            summary = "Changes a job; an optional parameter that is left out stays as it is")
    Reply modify(JobAdd call) {
        requireNoRow(call.jobId());
        jobs.modify(wire.wanted(call));
        return Reply.ok();
    }

    @Api(
            value = {"/ruqi/job_pause", "/ruqi/pause_job"},
            role = Role.OPERATOR,
            summary = "Pauses a job: it is never due")
    Reply pause(JobKey call) {
        jobs.pause(call.jobId());
        return Reply.ok();
    }

    @Api(
            value = {"/ruqi/job_resume", "/ruqi/resume_job"},
            role = Role.OPERATOR,
            summary = "Resumes a job")
    Reply resume(JobKey call) {
        jobs.resume(call.jobId());
        return Reply.ok();
    }

    @Api(
            value = {"/ruqi/job_remove", "/ruqi/remove_job"},
            role = Role.ADMIN,
            summary = "Removes a job")
    Reply remove(JobKey call) {
        jobs.remove(call.jobId());
        return Reply.ok();
    }

    /** The manual prints {@code job_lis}. */
    @Api(
            value = {"/ruqi/job_list", "/ruqi/job_lis", "/ruqi/get_jobs"},
            role = Role.VIEWER,
            reads = true,
            summary = "Lists jobs")
    Reply list(JobQuery call) {
        JobFilter filter = new JobFilter(
                Optional.ofNullable(call.jobId()),
                Optional.ofNullable(call.jobName()),
                Optional.ofNullable(call.jobTrigger()).map(Rules::requireTrigger),
                JobFilter.State.of(call.status()));
        String order = Wire.order(call.orderBy(), JobFilter.ORDERS);
        Page<JobEntry> page = jobs.list(filter, Part.of(call.pageIndex(), call.pageSize(), order, call.orderDir()));
        return Reply.data(page.map(wire::listed));
    }

    @Api(
            value = {"/ruqi/job_show", "/ruqi/get_job"},
            role = Role.VIEWER,
            reads = true,
            summary = "Shows a job")
    Reply show(JobKey call) {
        return Reply.data(wire.shown(jobs.show(call.jobId())));
    }
}
