package io.butterfly.baichuan.queue;

import java.util.List;

/** Queues to look at. */
public interface Queues {
    /** When there are more, {@link #handlers} has only those that had messages lately. */
    int MANY = 10_000;

    /**
     * Every handler that has messages, ours or the original's, or had some not long ago; of very many those that
     * {@link RecentQueues} knows.
     */
    List<String> handlers();

    long count();

    /**
     * Some of all handlers, a few perhaps twice; all of them when one goes on until the place is {@link Some#START}
     * again.
     *
     * @param place where to begin
     * @param size how many, about
     */
    Some some(String place, int size);

    /** @param next where the others begin */
    record Some(List<String> handlers, String next) {
        public static final String START = "0";
    }
}
