package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code GET /xingqiao/list_jobs}. Every filter that is given must match exactly, but for the name.
 *
 * @param jobName a LIKE pattern: {@code %} stands for any text, {@code _} for any character
 * @param jobTag one {@code key=value} of the job's tags
 * @param jobLock one name of the job's locks
 * @param createdFrom {@code YYYY-MM-DD} or {@code YYYY-MM-DD HH:MM:SS}, in the service's zone
 * @param createdTo as {@code createdFrom}, exclusive
 * @param pageIndex from 1. Default 1
 * @param pageSize 1 to 1 000. Default 10
 * @param page another name of {@code pageIndex}, which counts more
 * @param perPage another name of {@code pageSize}, which counts more
 * @param orderBy a column of the job. Default {@code job_id}
 * @param orderDir {@code desc}; anything else ascends. Without {@code orderBy} the newest job comes first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListJobs(
        String jobNamespace,
        Long jobId,
        String jobReqid,
        String jobStatus,
        String jobType,
        String retStat,
        String operator,
        String jobClient,
        String jobName,
        String jobTag,
        String jobLock,
        @JsonProperty("c_time_from") String createdFrom,
        @JsonProperty("c_time_to") String createdTo,
        Integer pageIndex,
        Integer pageSize,
        Integer page,
        @JsonProperty("perPage") Integer perPage,
        @JsonProperty("orderBy") String orderBy,
        @JsonProperty("orderDir") String orderDir) {}
