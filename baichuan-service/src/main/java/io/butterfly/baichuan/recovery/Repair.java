package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Verdict;
import java.time.Duration;
import java.util.Optional;

/** What to do about an id that was left behind, decided from a snapshot of its message. */
sealed interface Repair {
    /** About an announced id whose publisher should be done with it. */
    sealed interface Announced extends Repair {
        /** Its message becomes claimable when it is due (ms, 0 for now). */
        record Enqueue(long due) implements Announced {}

        /** It needs no entry; when the message is gone it needs no report either. */
        record Forget(boolean isGone) implements Announced {}
    }

    /** About a held id whose lease ran out. */
    sealed interface Lapsed extends Repair {
        /** The hash is to judge: an attempt is lost, or the message fails. */
        record Judge(Outcome outcome) implements Lapsed {}

        /** The hash says queued: it is claimable again, due then (ms, 0 for now). */
        record GiveBack(long due) implements Lapsed {}

        /** The hash says ended: it is held no more. */
        record Conclude() implements Lapsed {}

        /** There is no hash. */
        record Drop() implements Lapsed {}

        /** A worker still holds it, until then (ms). */
        record Hold(long until) implements Lapsed {}

        /** A Python worker has begun it: it is treated as all that such workers have taken. */
        record Unlease() implements Lapsed {}

        /** A worker of ours has started it meanwhile. */
        record Leave() implements Lapsed {}

        /** Whether the message becomes claimable again. */
        default boolean isReturn() {
            return this instanceof GiveBack || this instanceof Judge(Outcome.Requeue requeue);
        }
    }

    /** Recovery leaves a taken id without a message to its Python worker for as long as the cleaner of that service. */
    long PYTHON_MILLIS = Duration.ofHours(1).toMillis();

    /** Stands for the lease token of a Python worker, whose name follows. */
    String PYTHON_TOKEN = "@";

    static Announced ofAnnounced(Optional<MessageSnapshot> message) {
        if (message.isEmpty()) {
            return new Announced.Forget(true);
        }
        return switch (message.get().status()) {
            case QUEUED -> new Announced.Enqueue(message.get().notBefore());
            case STARTED, FINISHED, FAILED -> new Announced.Forget(false);
        };
    }

    static Lapsed ofLapsed(Optional<MessageSnapshot> message, long now) {
        if (message.isEmpty()) {
            return new Lapsed.Drop();
        }
        return switch (message.get().status()) {
            case QUEUED ->
                new Lapsed.GiveBack(
                        message.get().notBefore() > now ? message.get().notBefore() : 0);
            case STARTED -> ofStarted(message.get(), now);
            case FINISHED, FAILED -> new Lapsed.Conclude();
        };
    }

    private static Lapsed ofStarted(MessageSnapshot message, long now) {
        if (message.lease().isEmpty()) {
            return new Lapsed.Unlease();
        }
        if (message.isTimedOut(now)) {
            return new Lapsed.Judge(
                    end(message, Verdict.timedOut(message.execution().timeout())));
        }
        if (now < message.leaseUntil()) {
            return new Lapsed.Hold(message.leaseUntil());
        }
        return new Lapsed.Judge(
                message.isLastAttempt()
                        ? end(
                                message,
                                Verdict.lost(message.attempt(), "its worker was not heard of until the lease ran out"))
                        : new Outcome.Requeue(
                                message.id(), message.lease(), message.leaseUntil(), Outcome.Why.LOST, 0));
    }

    /** A message that a Python worker had taken, without a lease, and that no living worker can still execute. */
    static Lapsed ofPython(Optional<MessageSnapshot> message) {
        if (message.isEmpty()) {
            return new Lapsed.Drop();
        }
        MessageSnapshot snapshot = message.get();
        if (!snapshot.lease().isEmpty()) {
            return new Lapsed.Leave();
        }
        return switch (snapshot.status()) {
            case QUEUED -> new Lapsed.GiveBack(0);
            case FINISHED, FAILED -> new Lapsed.Conclude();
            case STARTED ->
                new Lapsed.Judge(
                        snapshot.isLastAttempt()
                                ? new Outcome.End(
                                        snapshot.id(),
                                        PYTHON_TOKEN + snapshot.worker(),
                                        0,
                                        Verdict.lost(snapshot.attempt(), "its worker is gone"))
                                : new Outcome.Requeue(
                                        snapshot.id(), PYTHON_TOKEN + snapshot.worker(), 0, Outcome.Why.LOST, 0));
        };
    }

    private static Outcome end(MessageSnapshot message, Verdict verdict) {
        return new Outcome.End(message.id(), message.lease(), message.leaseUntil(), verdict);
    }
}
