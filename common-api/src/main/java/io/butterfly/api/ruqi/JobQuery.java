package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which jobs of the list: {@code /ruqi/job_list}. Filters match exactly.
 *
 * @param jobTrigger {@code cron}, {@code interval} or {@code date}
 * @param status {@code scheduled}, {@code paused} or {@code parked}
 * @param pageIndex from 1; without it all rows come
 * @param pageSize 15 unless given
 * @param orderBy {@code c_time} unless given, {@code job_id}, {@code job_name} or {@code next_run_time}
 * @param orderDir {@code desc} unless given, or {@code asc}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobQuery(
        String jobId,
        String jobName,
        String jobTrigger,
        String status,
        Long pageIndex,
        Long pageSize,
        @JsonProperty("orderBy") String orderBy,
        @JsonProperty("orderDir") String orderDir) {
    public static final JobQuery ALL = new JobQuery(null, null, null, null, null, null, null, null);

    public static JobQuery ofJob(String jobId) {
        return new JobQuery(jobId, null, null, null, null, null, null, null);
    }
}
