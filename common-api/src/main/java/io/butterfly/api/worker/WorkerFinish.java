package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** {@code POST /baichuan/worker_finish}: outcomes without a claim. */
public record WorkerFinish(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) List<WorkerOutcome> results) {}
