package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.worker.WorkerOutcome;

/**
 * What {@code worker_finish} takes: as the call's record in the library has it, but each result is judged for itself.
 */
record FinishCall(
        @Param(value = "host:port:pid, unique among living workers", min = 1, max = 255) @JsonProperty(required = true)
        String worker,

        @Param(value = "Executions that ended", elements = WorkerOutcome.class) @JsonProperty(required = true)
        RawJson results) {}
