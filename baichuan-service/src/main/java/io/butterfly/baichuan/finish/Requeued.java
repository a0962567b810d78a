package io.butterfly.baichuan.finish;

/**
 * A message that is queued again.
 *
 * @param due when it may be claimed (ms), 0 for now
 * @param leaseUntil when the lease it was held under would have run out (ms): a later one is another worker's
 */
public record Requeued(String id, String handler, long due, long leaseUntil) {}
