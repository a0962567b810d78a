package io.butterfly.api.worker;

import io.butterfly.api.RawJson;

/**
 * A message that a worker has claimed.
 *
 * @param attempt 1 for the first execution
 * @param lease token to present with the outcome and with heartbeats
 * @param leaseSeconds how long the lease holds without a heartbeat
 * @param timeout seconds this execution may take, -1 for no limit
 * @param traceparent the same trace as W3C Trace Context has it; null from a BaiChuan that does not know it
 */
public record ClaimedMessage(
        String taskId,
        String handler,
        RawJson params,
        int attempt,
        String lease,
        int leaseSeconds,
        int timeout,
        String traceId,
        String traceparent) {}
