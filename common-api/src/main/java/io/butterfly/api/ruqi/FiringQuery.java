package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** Which firings of the history: {@code /ruqi/get_history}. Filters match exactly. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FiringQuery(
        @Param("Of the job with this id") String jobId,
        @Param("Of jobs with this name") String jobName,

        @Param(
                value = "With this status; without it all that have ended",
                oneOf = {"succeeded", "failed", "skipped", "lost", "running", "waiting"})
        String status,

        @Param("Of the scheduler that ran them") String schedulerName,
        @Param("Ended then or later: YYYY-MM-DD HH:MM:SS") String fromTime,
        @Param("Ended before then, as from_time") String toTime,

        @Param(value = "Which page, from 1; without it all rows come", min = 0, max = 2_147_483_647)
        Long pageIndex,

        @Param(value = "Rows of a page; 0 for all rows", min = 0, max = 2_147_483_647, byDefault = "15")
        Long pageSize,

        @Param(
                value = "The order",
                oneOf = {"c_time", "id", "cmd_cost"},
                byDefault = "c_time")
        @JsonProperty("orderBy")
        String orderBy,

        @Param(
                value = "The direction",
                oneOf = {"desc", "asc"},
                byDefault = "desc")
        @JsonProperty("orderDir")
        String orderDir,

        @Param(
                value = "Only those that succeeded, or that did not; an empty text asks for both",
                oneOf = {"yes", "no", ""})
        String isSuccess) {

    public static FiringQuery ofJob(String jobId) {
        return new FiringQuery(jobId, null, null, null, null, null, null, null, null, null, null);
    }
}
