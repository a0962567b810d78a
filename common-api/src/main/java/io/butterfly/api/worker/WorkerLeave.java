package io.butterfly.api.worker;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * {@code POST /baichuan/worker_leave}: a worker says that it stops. Its claims that wait are answered at once, with
 * nothing.
 *
 * @param draining true while it still executes what it holds; false, the default, when it holds nothing: it is no
 *     longer listed as living
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkerLeave(@JsonProperty(required = true) String worker, Boolean draining) {}
