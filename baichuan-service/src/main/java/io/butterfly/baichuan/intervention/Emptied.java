package io.butterfly.baichuan.intervention;

/**
 * What became of the work on a whole section.
 *
 * @param done messages that were changed
 * @param left messages that are still there
 */
public record Emptied(long done, long left) {}
