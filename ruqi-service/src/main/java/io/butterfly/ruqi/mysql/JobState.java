package io.butterfly.ruqi.mysql;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.policy.Policies;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The column {@code job_state}: what the other columns do not hold. The Python service keeps a pickle there.
 *
 * @param version of this form, so that a later one can be recognised
 * @param policies texts by their names; missing when they are the defaults
 * @param anchorUs the due instant from which an interval counts, UTC microseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobState(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) String cmd,
        RawJson policies,
        Long anchorUs) {
    private static final int VERSION = 2;

    static byte[] of(Job job) {
        String policies = PolicyColumn.of(job.policies());
        return Json.bytes(new JobState(
                VERSION, job.cmd(), policies == null ? null : new RawJson(policies), Micros.of(job.anchor())));
    }

    /** Empty when it is not ours. */
    static Optional<JobState> read(byte[] column) {
        try {
            return Optional.of(Json.read(column, new TypeReference<JobState>() {}))
                    .filter(state -> state.version == VERSION && state.cmd != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Throws {@link RuntimeException} when they are not readable. */
    Policies readPolicies() {
        return PolicyColumn.parse(column());
    }

    /** To be shown: none when they are not readable. */
    Map<String, String> policyTexts() {
        try {
            return PolicyColumn.texts(column());
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    private String column() {
        return policies == null ? null : policies.text();
    }
}
