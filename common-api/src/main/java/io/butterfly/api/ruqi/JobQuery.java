package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** Which jobs of the list: {@code /ruqi/job_list}. Filters match exactly. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobQuery(
        @Param("With this id") String jobId,
        @Param("With this name") String jobName,

        @Param(
                value = "With this kind of rule",
                oneOf = {"cron", "interval", "date"})
        String jobTrigger,

        @Param(
                value = "In this state",
                oneOf = {"scheduled", "paused", "parked"})
        String status,

        @Param(value = "Which page, from 1; without it all rows come", min = 0, max = 2_147_483_647)
        Long pageIndex,

        @Param(value = "Rows of a page; 0 for all rows", min = 0, max = 2_147_483_647, byDefault = "15")
        Long pageSize,

        @Param(
                value = "The order",
                oneOf = {"c_time", "job_id", "job_name", "next_run_time"},
                byDefault = "c_time")
        @JsonProperty("orderBy")
        String orderBy,

        @Param(
                value = "The direction",
                oneOf = {"desc", "asc"},
                byDefault = "desc")
        @JsonProperty("orderDir")
        String orderDir) {
    public static final JobQuery ALL = new JobQuery(null, null, null, null, null, null, null, null);

    public static JobQuery ofJob(String jobId) {
        return new JobQuery(jobId, null, null, null, null, null, null, null);
    }
}
