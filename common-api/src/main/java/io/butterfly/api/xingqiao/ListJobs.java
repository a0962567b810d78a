package io.butterfly.api.xingqiao;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** {@code GET /xingqiao/list_jobs}. Every filter that is given must match exactly, but for the name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListJobs(
        @Param("With this name space") String jobNamespace,
        @Param("With this id") Long jobId,
        @Param("Created by the request with this id") String jobReqid,

        @Param(
                value = "In this status",
                oneOf = {"started", "finished", "failed"})
        String jobStatus,

        @Param("Of this workflow") String jobType,
        @Param("With this result code") String retStat,
        @Param("Created by this user") String operator,
        @Param("Created from this address") String jobClient,

        @Param("A LIKE pattern: % stands for any text, _ for any character")
        String jobName,

        @Param("Only jobs with this tag, key=value") String jobTag,
        @Param("With a lock of this name") String jobLock,

        @Param("Created then or later: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS") @JsonProperty("c_time_from")
        String createdFrom,

        @Param("Created before then, as c_time_from") @JsonProperty("c_time_to")
        String createdTo,

        @Param(value = "Which page, from 1", byDefault = "1")
        Integer pageIndex,

        @Param(value = "Jobs of a page", min = 1, max = 1000, byDefault = "10")
        Integer pageSize,

        @Param("Another name of page_index, which counts more")
        Integer page,

        @Param("Another name of page_size, which counts more") @JsonProperty("perPage")
        Integer perPage,

        @Param(value = "A column of the job", byDefault = "job_id") @JsonProperty("orderBy")
        String orderBy,

        @Param("desc; anything else ascends. Without orderBy the newest comes first") @JsonProperty("orderDir")
        String orderDir) {}
