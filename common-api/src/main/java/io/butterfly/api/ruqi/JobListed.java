package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A job in a list.
 *
 * @param rule in its stored form
 * @param nextRunTime {@code YYYY-MM-DD HH:MM:SS}; null for a paused job
 * @param reason why it does not fire though it is not paused; usually absent
 */
public record JobListed(
    String jobId,
    String jobName,
    String jobTrigger,
    String cmd,
    String rule,
    String nextRunTime,
    String cTime,
    @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {}
