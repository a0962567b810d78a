package io.butterfly.baichuan.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;
import io.butterfly.api.RawJson;
import io.butterfly.api.worker.WorkerOutcome;
import java.util.List;

/**
 * What {@code worker_claim} takes: as the call's record in the library has it, but each result is judged for itself.
 */
record ClaimCall(
        @Param(value = "host:port:pid, unique among living workers", min = 1, max = 255) @JsonProperty(required = true)
        String worker,

        @Param(value = "The handlers this worker has", min = 1, max = 1000) @JsonProperty(required = true)
        List<String> handlers,

        @Param(value = "How many messages it can start now", min = 1, max = 1000, byDefault = "1")
        Integer limit,

        @Param(
                value = "How long to wait for one when there is none",
                min = 0,
                max = 30,
                byDefault = "0",
                unit = "seconds")
        @JsonProperty("wait")
        Integer waitSeconds,

        @Param(
                value = "Executions that ended since the last call; a claim that carries some is answered at once",
                elements = WorkerOutcome.class)
        RawJson results) {}
