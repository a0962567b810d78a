package io.butterfly.baichuan.operate;

/**
 * What became of the work on a whole section of a queue.
 *
 * @param done messages that were changed
 * @param left messages that are still there
 */
public record Emptied(long done, long left) {}
