package io.butterfly.ruqi.mysql;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.policy.PolicyCodec;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The column {@code job_state}: what the other columns do not hold. The original keeps a Python pickle there.
 *
 * @param version of this form, so that a later one can be told
 * @param policies by their words; missing when they are the defaults
 * @param anchorUs the due instant from which an interval counts, UTC microseconds
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobState(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) String cmd,
        Map<String, String> policies,
        Long anchorUs) {
    private static final int VERSION = 2;

    public JobState {
        policies = policies == null ? Map.of() : policies;
    }

    public static byte[] of(Job job) {
        return Json.bytes(new JobState(VERSION, job.cmd(), PolicyCodec.write(job.policies()), Micros.of(job.anchor())));
    }

    /** Empty when it is not ours. */
    public static Optional<JobState> read(byte[] column) {
        try {
            return Optional.of(Json.read(column, new TypeReference<JobState>() {}))
                    .filter(state -> state.version == VERSION && state.cmd != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
