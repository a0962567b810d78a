package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.worker.WorkerHeartbeat;

/**
 * What {@code worker_heartbeat} takes: as the call's record in the library has it, but each lease is judged for itself.
 */
record HeartbeatCall(
        @Param(value = "host:port:pid, unique among living workers", min = 1, max = 255) @JsonProperty(required = true)
        String worker,

        @Param(value = "What the worker still runs", elements = WorkerHeartbeat.HeldLease.class)
        @JsonProperty(required = true)
        RawJson leases) {}
