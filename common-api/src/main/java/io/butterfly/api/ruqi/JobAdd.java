package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A job to add: {@code POST /ruqi/job_add} (manual 000 §3.1.1).
 *
 * @param jobTrigger {@code cron}, {@code interval} or {@code date}
 * @param jobId unique, at most 255 characters
 * @param jobName for grouping, at most 64 characters
 * @param cmd {@code http://…#{json}}, {@code /handler#{json}#message_id}, or {@code bash|python path arguments}; at most 65 536 bytes
 * @param rule six cron fields ({@code second minute hour day month weekday}, 0 is Monday), {@code 10s}/{@code 5m}/{@code 2h}/{@code 1d}, or
 *     {@code now}/{@code 2026-12-16 18:03:17}
 */
public record JobAdd(
    @JsonProperty(required = true) String jobTrigger,
    @JsonProperty(required = true) String jobId,
    @JsonProperty(required = true) String jobName,
    @JsonProperty(required = true) String cmd,
    @JsonProperty(required = true) String rule) {}
