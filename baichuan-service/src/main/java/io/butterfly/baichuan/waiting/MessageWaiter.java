package io.butterfly.baichuan.waiting;

import io.butterfly.baichuan.message.Message;
import io.butterfly.baichuan.message.Messages;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Finds a message, and waits for its end when asked to. */
@Singleton
public final class MessageWaiter {
    /** How often a wait looks for itself: Python workers give no signal, and its caller may have gone. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(1);

    private final Messages messages;
    private final EndWaiters ends;
    private final EndSignals signals;
    private final SteadyClock clock;

    MessageWaiter(Messages messages, EndWaiters ends, EndSignals signals, SteadyClock clock) {
        this.clock = clock;
        this.messages = messages;
        this.ends = ends;
        this.signals = signals;
    }

    /** The message as soon as it has ended, or as it is when patience is over; at once when there is none. */
    public Optional<Message> find(String id, Duration patience, BooleanSupplier isWanted) {
        Optional<Message> message = messages.find(id);
        return patience.isZero() || isSettled(message) ? message : findLater(id, patience, isWanted);
    }

    /** As they are now; see {@link Messages#find(List, long)}. */
    public Map<String, Message> find(List<String> ids, long resultBytes) {
        return messages.find(ids, resultBytes);
    }

    private static boolean isSettled(Optional<Message> message) {
        return message.isEmpty() || message.get().status().isEnded();
    }

    private Optional<Message> findLater(String id, Duration patience, BooleanSupplier isWanted) {
        Deadline deadline = clock.deadline(patience);
        try (ClaimWaiters.Place place = ends.enter(id)) {
            signals.awaited(id);
            while (true) {
                Optional<Message> message = messages.find(id);
                Duration left = deadline.left();
                if (isSettled(message) || left.isZero() || !isWanted.getAsBoolean()) {
                    return message;
                }
                place.await(left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // this process is stopping
            return messages.find(id);
        }
    }
}
