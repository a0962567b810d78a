package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.RawJson;

/**
 * What {@code worker_heartbeat} takes: as the call's record in the library has it, but each lease is judged for itself.
 */
record HeartbeatCall(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) RawJson leases) {}
