package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A job to add or to change: {@code /ruqi/job_add}, {@code /ruqi/job_modify} (manual 000 §3.1). The first five are
 * required. When a job is changed, what is left out of the others stays as it is, and an empty text means the default.
 * Seconds may have a fraction. A page sends {@code next_run_time}, {@code nexttime} and {@code c_time} along; they are
 * ignored.
 *
 * @param jobTrigger {@code cron}, {@code interval} or {@code date}
 * @param jobId unique, at most 255 characters
 * @param jobName for grouping, at most 64 characters
 * @param cmd {@code http://…#{json}}, {@code /handler#{json}#message_id}, or {@code bash|python path arguments}; at
 *     most 65 536 bytes
 * @param rule six cron fields ({@code second minute hour day month weekday}, 0 is Monday),
 *     {@code 10s}/{@code 5m}/{@code 2h}/{@code 1d}, or {@code now}/{@code 2026-12-16 18:03:17}
 * @param misfire what becomes of instants later than the grace: {@code once} (default), {@code skip} or {@code all}
 * @param misfireGrace seconds that a firing may be late, 30 by default
 * @param overlap while an earlier firing runs: {@code skip}, {@code allow} or {@code queue}
 * @param timeZone of the rule and the window, such as {@code Europe/Berlin}; the service's by default
 * @param jitter each instant fires later by a random time up to so many seconds
 * @param retryMax how often a failed firing is tried again
 * @param timeout seconds that one run may take
 * @param dispatchTimeout seconds for which it is tried to hand a message to a BaiChuan that does not answer, 600 by
 *     default
 * @param delivery {@code at_least_once} or {@code at_most_once}: what becomes of a started firing whose replica dies
 * @param startAt nothing is due before this local time
 * @param endAt nothing is due after this local time
 * @param expectStat success is a reply with this {@code stat}
 * @param pauseAfterFailures the job is paused after so many failures in a row
 * @param calendar name of the excluded days
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
        String misfire,
        Object misfireGrace,
        String overlap,
        String timeZone,
        Object jitter,
        Object retryMax,
        Object timeout,
        Object dispatchTimeout,
        String delivery,
        String startAt,
        String endAt,
        String expectStat,
        Object pauseAfterFailures,
        String calendar,
        String note) {

    /** A job without policies of its own. */
    public static JobAdd of(String jobTrigger, String jobId, String jobName, String cmd, String rule) {
        return new JobAdd(
                jobTrigger,
                jobId,
                jobName,
                cmd,
                rule,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
