package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code POST /baichuan/worker_heartbeat}: keeps the leases of what the worker still runs. */
public record WorkerHeartbeat(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) List<HeldLease> leases) {

    public record HeldLease(
            @JsonProperty(required = true) String taskId,
            @JsonProperty(required = true) String lease) {}
}
