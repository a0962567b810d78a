package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.butterfly.api.Param;

/**
 * {@code POST /baichuan/worker_leave}: a worker says that it stops. Its claims that wait are answered at once, with
 * nothing.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerLeave(
        @Param(value = "host:port:pid, unique among living workers", min = 1, max = 255) @JsonProperty(required = true)
        String worker,

        @Param(
                value = "True while it still executes what it holds; false when it holds nothing: it is no "
                        + "longer listed as living",
                byDefault = "false")
        Boolean draining) {}
