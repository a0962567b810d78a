package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.butterfly.api.RawJson;

/**
 * A job as it is shown: every column of {@code workflow_job}. The members of all groups stand beside each other on the
 * wire.
 *
 * @param jobStatus {@code started}, {@code finished} or {@code failed}
 * @param retStat {@code OK} until the job has failed
 * @param retData in the detail the value, {@code {}} when there is none; in the list its JSON text, or null
 */
public record JobView(
        long jobId,
        @JsonUnwrapped Request request,
        String jobStatus,
        @JsonUnwrapped Kind kind,
        String retStat,
        RawJson retData,
        @JsonUnwrapped Run run,
        @JsonUnwrapped Times times) {

    /** Who asked for it, and under which name. */
    public record Request(String jobClient, String jobNamespace, String jobReqid, String jobName) {}

    /**
     * What kind of job it is.
     *
     * @param jobType name of the workflow
     * @param jobTags {@code key=value}, comma-joined
     */
    public record Kind(String jobType, String jobTags) {}

    /**
     * How it runs.
     *
     * @param jobCost seconds from start to end, 0 while it runs
     * @param jobExtra the JSON text of its input
     * @param jobTimeout seconds
     * @param jobLock names, comma-joined
     * @param exeId of the driver message of the Python service
     */
    public record Run(
            double jobCost,
            String jobExtra,
            int jobTimeout,
            String jobLock,
            int exeId,
            String operator,
            @JsonProperty("is_valid") boolean isValid) {}

    /** {@code YYYY-MM-DD HH:MM:SS} in the service's zone. */
    public record Times(
            @JsonProperty("c_time") String createdAt,
            @JsonProperty("s_time") String startedAt,
            @JsonProperty("e_time") String endedAt,
            @JsonProperty("u_time") String updatedAt) {}

    public String jobReqid() {
        return request.jobReqid();
    }

    public String jobName() {
        return request.jobName();
    }

    public String jobType() {
        return kind.jobType();
    }
}
