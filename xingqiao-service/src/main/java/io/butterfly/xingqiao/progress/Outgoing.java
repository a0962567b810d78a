package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.StartId;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be published after turns.
 *
 * @param later starts whose messages are still to be made
 */
public record Outgoing(List<TaskMessage> messages, List<StartId> later) {
    public static final Outgoing NOTHING = new Outgoing(List.of(), List.of());

    /** So many characters of messages are made, gathered and published together. */
    static final int ROOM = 2_000_000;

    /** Only what is made already. */
    Outgoing withoutLater() {
        return new Outgoing(messages, List.of());
    }

    public Outgoing and(Outgoing more) {
        return new Outgoing(both(messages, more.messages), both(later, more.later));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** They are to be published before others are made. Half of the room, because the next turn may fill it alone. */
    public boolean isLarge() {
        return messages.stream()
                        .mapToLong(message -> message.params().text().length())
                        .sum()
                > ROOM / 2;
    }
}
