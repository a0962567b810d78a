package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code GET /xingqiao/list_jobs}. Every filter that is given must match exactly, but for the name.
 *
 * @param jobName a LIKE pattern: {@code %} stands for any text, {@code _} for any character
 * @param pageIndex from 1. Default 1
 * @param pageSize 1 to 1 000. Default 10
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
    Integer pageIndex,
    Integer pageSize,
    @JsonProperty("orderBy") String orderBy,
    @JsonProperty("orderDir") String orderDir) {}
