package io.butterfly.baichuan.queue;

import java.util.List;

/**
 * A piece of a shelf.
 *
 * @param total how many are on the whole shelf
 */
public record Page(long total, List<Glimpse> messages) {}
