package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A worker asks for messages: {@code POST /baichuan/worker_claim}.
 *
 * @param worker {@code host:port:pid}, unique among living workers
 * @param handlers the handlers this worker has
 * @param limit how many messages it can start now. Default 1
 * @param waitSeconds ({@code wait} on the wire) seconds to wait for one when there is none, at most 30. Default 0
 * @param results executions that ended since the last call; a claim that carries some is answered at once
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerClaim(
        @JsonProperty(required = true) String worker,
        @JsonProperty(required = true) List<String> handlers,
        Integer limit,
        @JsonProperty("wait") Integer waitSeconds,
        List<WorkerOutcome> results) {}
