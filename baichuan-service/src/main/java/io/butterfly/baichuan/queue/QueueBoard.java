package io.butterfly.baichuan.queue;

import java.util.List;

/** Looks at queues, at the same cost however many messages they have. */
public interface QueueBoard {
    /** Some of the queues, in the order of their names. */
    States states(long skipped, int size);

    /** @param total how many queues there are */
    record States(long total, List<QueueState> queues) {}

    /**
     * What waits in groups comes last, in no order that means anything, and not all of it when there is very much.
     *
     * @param skipped how many to leave out before the page begins
     */
    Page page(String handler, QueueSection section, long skipped, int size, boolean isNewestFirst);

    /** Of the queued messages of one group, which wait beside the others, the oldest first. */
    Page page(String handler, String group, long skipped, int size);
}
