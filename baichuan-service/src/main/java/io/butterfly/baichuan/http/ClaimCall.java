package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;
import java.util.List;

/**
 * What {@code worker_claim} takes: as the call's record in the library has it, but each result is judged for itself.
 */
record ClaimCall(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) List<String> handlers,
        Integer limit,
        @JsonProperty("wait") Integer waitSeconds,
        RawJson results) {}
