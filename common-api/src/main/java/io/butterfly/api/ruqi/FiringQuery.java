package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which firings of the history: {@code /ruqi/get_history}. Filters match exactly.
 *
 * @param status {@code succeeded}, {@code failed}, {@code skipped}, {@code lost}, {@code running} or {@code waiting};
 *     the ended ones unless given
 * @param schedulerName who ran it
 * @param fromTime {@code c_time} is that or later, {@code YYYY-MM-DD HH:MM:SS}
 * @param toTime {@code c_time} is earlier
 * @param pageIndex from 1; without it all rows come
 * @param pageSize 15 unless given
 * @param orderBy {@code c_time} unless given, {@code id} or {@code cmd_cost}
 * @param orderDir {@code desc} unless given, or {@code asc}
 * @param isSuccess {@code yes} or {@code no}: {@code cmd_is_success} is true or false; an empty text asks for both
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FiringQuery(
        String jobId,
        String jobName,
        String status,
        String schedulerName,
        String fromTime,
        String toTime,
        Long pageIndex,
        Long pageSize,
        @JsonProperty("orderBy") String orderBy,
        @JsonProperty("orderDir") String orderDir,
        String isSuccess) {

    public static FiringQuery ofJob(String jobId) {
        return new FiringQuery(jobId, null, null, null, null, null, null, null, null, null, null);
    }
}
