package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.Incarnation;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** A row of the ledger. Changed under the lock of its tables only. */
final class LedgerRow {
    final long id;
    final String jobUid;
    Firing firing;
    Status status;
    Instant changedAt;
    Optional<Instant> lastDueAt = Optional.empty();
    long instants = 1;
    Optional<Instant> startedAt = Optional.empty();
    /**
     * Waiting: when it is tried again; empty: when the firing before it has ended. Published: when it is looked at
     * again.
     */
    Optional<Instant> retryAt = Optional.empty();

    private String schedulerName;
    private String output = "";
    private Duration cost = Duration.ZERO;
    private Optional<String> reason = Optional.empty();

    LedgerRow(long id, String jobUid, Firing firing, Status status, String schedulerName, Instant now) {
        this.id = id;
        this.jobUid = jobUid;
        this.firing = firing;
        this.status = status;
        this.schedulerName = schedulerName;
        this.changedAt = now;
    }

    /** A published message: no replica carries it out. */
    boolean isAwaited() {
        return status == Status.RUNNING && firing.kind() == Kind.MESSAGE && startedAt.isPresent();
    }

    boolean isRunningFor(long owner) {
        return status == Status.RUNNING && firing.owner() == owner;
    }

    boolean isRunning(Firing.Try one) {
        return status == Status.RUNNING && firing.currentTry().equals(one);
    }

    void end(Outcome outcome, Status how, Optional<Instant> triedAgain) {
        status = how;
        output = outcome.output();
        cost = outcome.cost();
        changedAt = outcome.endedAt();
        startedAt = Optional.of(outcome.startedAt());
        reason = outcome.reason();
        retryAt = triedAgain;
    }

    void end(Status how, String why, Instant now) {
        status = how;
        output = why;
        reason = Optional.of(why);
        changedAt = now;
    }

    void assignTo(Incarnation owner, Firing handed) {
        firing = handed;
        schedulerName = owner.name();
    }

    String output() {
        return output;
    }

    String schedulerName() {
        return schedulerName;
    }

    LocalDateTime changedAt(ZoneId zone) {
        return LocalDateTime.ofInstant(changedAt, zone).withNano(0);
    }

    HistoryEntry entry(ZoneId zone) {
        return new HistoryEntry(
                id,
                firing.job(),
                firing.cmd(),
                new HistoryEntry.Result(
                        status, status == Status.SUCCEEDED, output, cost.toNanos() / 1_000 / 1e6, reason),
                schedulerName,
                new HistoryEntry.Times(Optional.of(firing.dueAt()), lastDueAt, instants, startedAt, changedAt(zone)),
                firing.attempt(),
                new HistoryEntry.Ids(Optional.of(firing.id()), Optional.of(firing.traceId())));
    }
}
