package io.butterfly.baichuan.queue;

import java.util.List;

/**
 * A piece of a section of a queue.
 *
 * @param total how many the whole section has
 */
public record Page(long total, List<MessagePreview> messages) {}
