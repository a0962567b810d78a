package io.butterfly.baichuan.queue;

import java.util.List;

/**
 * A piece of a section.
 *
 * @param total how many are on the whole section
 */
public record Page(long total, List<MessagePreview> messages) {}
