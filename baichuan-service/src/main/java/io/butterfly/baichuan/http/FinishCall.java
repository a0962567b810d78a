package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * What {@code worker_finish} takes: as the call's record in the library has it, but each result is judged for itself.
 */
record FinishCall(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) RawJson results) {}
