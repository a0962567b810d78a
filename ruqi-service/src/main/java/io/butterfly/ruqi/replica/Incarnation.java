package io.butterfly.ruqi.replica;

/**
 * One life of a replica: from a registration until its row is gone.
 *
 * @param id never used again
 * @param name {@code host:port:pid}
 */
public record Incarnation(long id, String name) {}
