package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.butterfly.api.Param;

/**
 * A job to add or to change: {@code /ruqi/job_add}, {@code /ruqi/job_modify} (manual 000 §3.1). The first five are
 * required. When a job is changed, what is left out of the others stays as it is, and an empty text means the default.
 * A page sends {@code next_run_time}, {@code nexttime} and {@code c_time} along; they are ignored.
 */
@JsonIgnoreProperties({"next_run_time", "nexttime", "c_time"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAdd(
        @Param(
                value = "The kind of rule",
                oneOf = {"cron", "interval", "date"})
        @JsonProperty(required = true)
        String jobTrigger,

        @Param(value = "Its id, unique", min = 1, max = 255) @JsonProperty(required = true)
        String jobId,

        @Param(value = "For grouping", min = 1, max = 64) @JsonProperty(required = true)
        String jobName,

        @Param("http://...#{json}, /handler#{json}#message_id, or bash|python path arguments; at "
                + "most 65 536 bytes")
        @JsonProperty(required = true)
        String cmd,

        @Param("Six cron fields (second minute hour day month weekday, 0 is Monday), a period such"
                + " as 10s, 5m, 2h or 1d, or a date: now, or 2026-12-16 18:03:17")
        @JsonProperty(required = true)
        String rule,

        @JsonUnwrapped JobPolicies policies,
        @Param(value = "For people", max = 1024) String note) {

    /** A job without policies of its own. */
    public static JobAdd of(String jobTrigger, String jobId, String jobName, String cmd, String rule) {
        return new JobAdd(jobTrigger, jobId, jobName, cmd, rule, JobPolicies.NONE, null);
    }
}
