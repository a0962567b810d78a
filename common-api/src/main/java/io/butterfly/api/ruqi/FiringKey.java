package io.butterfly.api.ruqi;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/** Names a firing: {@code /ruqi/firing_stop}, {@code /ruqi/firing_output}. */
public record FiringKey(
        @Param("The firing's id") @JsonProperty(required = true)
        String firingId) {

    /**
     * What a firing has said, so far or in all.
     *
     * @param status {@code running} while it may say more
     * @param output at most 64 KB
     */
    public record Output(String firingId, String status, String output) {}
}
