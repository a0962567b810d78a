package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import java.util.List;

/** {@code POST /baichuan/worker_heartbeat}: keeps the leases of what the worker still runs. */
public record WorkerHeartbeat(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) List<HeldLease> leases) {

    public record HeldLease(
            @Param(value = "The message's id", min = 1) @JsonProperty(required = true)
            String taskId,

            @Param(value = "The token that the claim gave", min = 1) @JsonProperty(required = true)
            String lease) {}
}
