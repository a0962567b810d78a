package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A job to add or to change: {@code /ruqi/job_add}, {@code /ruqi/job_modify} (manual 000 §3.1). The first five are
 * required. When a job is changed, what is left out of the others stays as it is, and an empty text means the default.
 * A page sends {@code next_run_time}, {@code nexttime} and {@code c_time} along; they are ignored.
 *
 * @param jobTrigger {@code cron}, {@code interval} or {@code date}
 * @param jobId unique, at most 255 characters
 * @param jobName for grouping, at most 64 characters
 * @param cmd {@code http://…#{json}}, {@code /handler#{json}#message_id}, or {@code bash|python path arguments}; at
 *     most 65 536 bytes
 * @param rule six cron fields ({@code second minute hour day month weekday}, 0 is Monday),
 *     {@code 10s}/{@code 5m}/{@code 2h}/{@code 1d}, or {@code now}/{@code 2026-12-16 18:03:17}
 * @param note for people, at most 1 024 characters
 */
@JsonIgnoreProperties({"next_run_time", "nexttime", "c_time"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAdd(
        @JsonProperty(required = true) String jobTrigger,
        @JsonProperty(required = true) String jobId,
        @JsonProperty(required = true) String jobName,
        @JsonProperty(required = true) String cmd,
        @JsonProperty(required = true) String rule,
        @JsonUnwrapped JobPolicies policies,
        String note) {

    /** A job without policies of its own. */
    public static JobAdd of(String jobTrigger, String jobId, String jobName, String cmd, String rule) {
        return new JobAdd(jobTrigger, jobId, jobName, cmd, rule, JobPolicies.NONE, null);
    }
}
