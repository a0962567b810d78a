package io.butterfly.baichuan.finish;

/**
 * A message whose holder showed up.
 *
 * @param leaseUntil when its lease runs out (ms)
 * @param isCancelled whether it was cancelled
 */
public record Held(String id, String handler, long leaseUntil, boolean isCancelled) {}
