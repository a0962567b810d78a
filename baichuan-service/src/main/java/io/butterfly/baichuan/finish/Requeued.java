package io.butterfly.baichuan.finish;

/**
 * A message that is queued again.
 *
 * @param due when it may be claimed (ms), 0 for now
 */
public record Requeued(String id, String handler, long due) {}
