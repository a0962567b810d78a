package io.butterfly.baichuan.recovery;

/**
 * A message that a Python worker has taken from its queue.
 *
 * @param at when (ms), by that worker's clock and in whole seconds
 */
public record Taken(String id, long at) {}
