package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;

/**
 * One job: {@code /ruqi/job_show}.
 *
 * @param nexttime with microseconds when there are any; the text {@code None} for a paused job
 * @param nextRunTime the same to the second; null for a paused job
 * @param policies the parameters of {@code job_add} beyond the manual's five, by name; absent when none was given
 * @param reason why it does not fire though it is not paused; usually absent
 */
public record JobShown(
        @JsonUnwrapped JobDefinition job,
        String nexttime,
        String nextRunTime,
        String cTime,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> policies,
        @JsonInclude(JsonInclude.Include.NON_NULL) String note,
        @JsonInclude(JsonInclude.Include.NON_NULL) String reason) {}
