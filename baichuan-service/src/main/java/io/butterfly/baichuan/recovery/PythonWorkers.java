package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides when a Python worker is gone, so that what it had taken is executed again. A Python worker has no lease, so
 * this is a conclusion from what Redis shows: its registration, what its messages say, and how long ago each was taken.
 * See the package's text for the reasons.
 */
final class PythonWorkers {
    /**
     * A worker is silent when nothing was seen of it for so long, and nothing is taken from a worker earlier. Its
     * registration lasts as long.
     */
    static final Duration SILENCE = Duration.ofMinutes(10);

    /** The time at which a message was taken has no fraction. */
    private static final long ROUNDING = 2_000;

    private final boolean isWhole;
    private final Map<String, Registration> registrations = new HashMap<>();
    private final Map<String, Long> signs = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();

    /**
     * @param taken what Python workers have taken, of all queues
     * @param snapshots of these messages
     * @param registrations of all registered Python workers, and of those that the messages name
     * @param isWhole whether {@code taken} has everything that is known
     */
    PythonWorkers(
            Collection<Survey.Taken> taken,
            Map<String, MessageSnapshot> snapshots,
            Collection<Registration> registrations,
            boolean isWhole) {
        this.isWhole = isWhole;
        for (Registration registration : registrations) {
            this.registrations.put(registration.worker(), registration);
            sign(registration.worker(), registration.heartbeat());
        }
        for (Survey.Taken one : taken) {
            MessageSnapshot message = snapshots.get(one.id());
            String worker = message == null ? "" : begunBy(message);
            if (!worker.isEmpty()) {
                sign(worker, message.execution().startedAt());
                begun.merge(worker, one.at(), Math::max);
            }
        }
    }

    /**
     * Empty when it only waits in the memory of the one who took it; a queued message may still carry the name of an
     * earlier one.
     */
    private static String begunBy(MessageSnapshot message) {
        return message.status() == Status.QUEUED || !message.lease().isEmpty() ? "" : message.worker();
    }

    /** It was seen to do something then (ms). */
    void sign(String worker, long at) {
        signs.merge(worker, at, Math::max);
    }

    private boolean isRegistered(String worker) {
        return registrations.containsKey(worker) && registrations.get(worker).isRegistered();
    }

    /** Nothing speaks for it: neither a registration nor a sign of life. */
    private boolean isSilent(String worker, long now) {
        return !isRegistered(worker) && now - signs.getOrDefault(worker, 0L) >= SILENCE.toMillis();
    }

    /** The workers with messages of which nothing was seen so far. */
    Set<String> silent(long now) {
        return begun.keySet().stream().filter(worker -> isSilent(worker, now)).collect(Collectors.toSet());
    }

    /** Nothing that was taken later is ever lost. */
    static boolean isLongAgo(long takenAt, long now) {
        return now - takenAt >= SILENCE.toMillis();
    }

    /** Whether no living worker can still execute this message. */
    boolean haveLost(MessageSnapshot message, long takenAt, long now) {
        if (!isLongAgo(takenAt, now)) {
            return false;
        }
        String worker = begunBy(message);
        return worker.isEmpty() ? waitsNowhere(message.handler(), takenAt, now) : isGone(worker, takenAt, now);
    }

    /** It has begun this message. A process of the same name may have been born since. */
    private boolean isGone(String worker, long takenAt, long now) {
        return isRegistered(worker) ? isBornAfter(worker, takenAt) : isSilent(worker, now);
    }

    /** No worker has begun this message, so it waits in the memory of the process that took it. */
    private boolean waitsNowhere(String handler, long takenAt, long now) {
        boolean isWithRegistered = registrations.values().stream()
                .filter(worker -> worker.isRegistered()
                        && (worker.handlers().isEmpty() || worker.handlers().contains(handler)))
                .anyMatch(worker -> mayHold(worker.worker(), takenAt));
        boolean isWithAnother = begun.keySet().stream()
                .filter(worker -> !isRegistered(worker) && !isSilent(worker, now))
                .anyMatch(worker -> mayHold(worker, takenAt));
        return !isWithRegistered && !isWithAnother;
    }

    /** A worker begins messages in the order in which it took them, and lets none wait while it does nothing. */
    private boolean mayHold(String worker, long takenAt) {
        boolean isIdle = isWhole && !begun.containsKey(worker);
        boolean hasBegunLater = begun.getOrDefault(worker, 0L) > takenAt + ROUNDING;
        return !isIdle && !hasBegunLater && !isBornAfter(worker, takenAt);
    }

    private boolean isBornAfter(String worker, long takenAt) {
        Registration registration = registrations.get(worker);
        return registration != null && registration.birth() > takenAt + ROUNDING;
    }
}
