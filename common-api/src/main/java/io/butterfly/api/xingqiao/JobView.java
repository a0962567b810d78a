package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * A job as it is shown: every column of {@code workflow_job}. Times are {@code YYYY-MM-DD HH:MM:SS} in the service's
 * zone.
 *
 * @param jobStatus {@code started}, {@code finished} or {@code failed}
 * @param retStat {@code OK} until the job has failed
 * @param retData in the detail the value, {@code {}} when there is none; in the list its JSON text, or null
 * @param jobCost seconds from start to end, 0 while it runs
 * @param jobExtra the JSON text of its input
 */
public record JobView(
        long jobId,
        String jobClient,
        String jobNamespace,
        String jobReqid,
        String jobName,
        String jobStatus,
        String jobType,
        String jobTags,
        String retStat,
        RawJson retData,
        double jobCost,
        String jobExtra,
        int jobTimeout,
        String jobLock,
        int exeId,
        String operator,
        @JsonProperty("is_valid") boolean isValid,
        @JsonProperty("c_time") String createdAt,
        @JsonProperty("s_time") String startedAt,
        @JsonProperty("e_time") String endedAt,
        @JsonProperty("u_time") String updatedAt) {}
