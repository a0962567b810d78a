package io.butterfly.xingqiao.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.access.Role;
import io.butterfly.api.Param;
import io.butterfly.api.Refusal;
import io.butterfly.api.Reply;
import io.butterfly.api.Stat;
import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.http.Api;
import io.butterfly.xingqiao.mysql.read.Listings;
import io.butterfly.xingqiao.operate.Operations;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The driver message of the Python service: it is answered in that service's shape, and only wakes the job. */
@Singleton
class JobActionCall {
    private static final List<String> STATUSES = List.of("waiting", "pending", "started", "finished", "failed");

    private final Operations operations;
    private final Listings listings;

    JobActionCall(Operations operations, Listings listings) {
        this.operations = operations;
        this.listings = listings;
    }

    record JobAction(
            @Param("The job's id") @JsonProperty(required = true)
            Long jobId,

            @Param("Without a meaning here") Integer exeId,
            @Param("Without a meaning here") Integer interval) {}

    @Api(
            value = "/xingqiao/job_action",
            role = Role.OPERATOR,
            summary = "Makes a job look at its tasks at once",
            errors = {Stat.ERR_JOB_NOT_EXIST, Stat.ERR_JOB_OTHER_ENGINE})
    Reply act(JobAction call) {
        operations.wake(new JobKey(call.jobId(), null));
        Map<String, Long> byStatus = listings.taskCounts(call.jobId())
                .orElseThrow(() -> new Refusal(Stat.ERR_JOB_NOT_EXIST, "there is no job with id " + call.jobId()));
        Map<String, Long> counts = new LinkedHashMap<>();
        STATUSES.forEach(status -> counts.put(status + "_count", byStatus.getOrDefault(status, 0L)));
        return Reply.ok().with("job_id", call.jobId()).with("msg_id", "").with("task_status", counts);
    }
}
