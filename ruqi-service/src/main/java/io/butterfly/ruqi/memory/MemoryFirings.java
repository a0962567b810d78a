package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.Incarnation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Firings of the scheduler that keeps everything in memory. */
@Singleton
final class MemoryFirings implements Firings, PublishedFirings {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
    private static final String WHY_LOST = "the replica that ran it is gone; it may have run, and must not run twice";

    private final Tables tables;
    private final MemoryReplicas replicas;
    private final String storeId = UUID.randomUUID().toString().replace("-", "");

    MemoryFirings(Tables tables, MemoryReplicas replicas) {
        this.tables = tables;
        this.replicas = replicas;
    }

    /** The row of a firing that runs, in that try and for that owner. */
    private Optional<LedgerRow> held(Firing firing) {
        return tables.firing(firing.id()).filter(line -> line.isRunning(firing.currentTry()));
    }

    @Override
    public boolean start(Firing firing, Instant now) {
        synchronized (tables) {
            Optional<LedgerRow> line = held(firing).filter(held -> held.startedAt.isEmpty());
            line.ifPresent(held -> held.startedAt = Optional.of(now));
            return line.isPresent();
        }
    }

    @Override
    public void end(List<Outcome> outcomes) {
        synchronized (tables) {
            for (Outcome outcome : outcomes) {
                held(outcome.firing()).ifPresent(line -> {
                    line.end(outcome, outcome.status(), outcome.retryAt());
                    tables.track(line);
                });
            }
        }
    }

    @Override
    public Set<Kind> orphaned() {
        synchronized (tables) {
            return orphans().map(line -> line.firing.kind()).collect(Collectors.toSet());
        }
    }

    @Override
    public List<Firing> adopt(Kind kind, int limit, Incarnation owner) {
        synchronized (tables) {
            return assign(
                    orphans()
                            .filter(line -> line.firing.kind() == kind && !mustBeLost(line))
                            .limit(limit),
                    owner,
                    line -> line.firing.takenOverBy(owner.id()));
        }
    }

    private Stream<LedgerRow> orphans() {
        return tables.open()
                .filter(line ->
                        line.status == Status.RUNNING && !line.isAwaited() && !replicas.isAlive(line.firing.owner()));
    }

    private static boolean mustBeLost(LedgerRow line) {
        return line.firing.isAtMostOnce() && line.startedAt.isPresent();
    }

    private static List<Firing> assign(
            Stream<LedgerRow> lines, Incarnation owner, Function<LedgerRow, Firing> assigned) {
        return lines.toList().stream()
                .peek(line -> line.assignTo(owner, assigned.apply(line)))
                .map(line -> line.firing)
                .toList();
    }

    @Override
    public List<Firing> resume(Kind kind, int limit, Incarnation owner) {
        synchronized (tables) {
            Set<String> busy = new HashSet<>();
            tables.open()
                    .filter(line -> line.status == Status.RUNNING || line.retryAt.isPresent())
                    .forEach(line -> busy.add(line.jobUid));
            Instant now = tables.now();
            Stream<LedgerRow> ready = tables.open()
                    .filter(line -> line.status == Status.WAITING && line.firing.kind() == kind)
                    .filter(line -> line.retryAt.map(at -> !at.isAfter(now)).orElseGet(() -> busy.add(line.jobUid)))
                    .limit(limit);
            return assign(ready, owner, line -> resumed(line, owner));
        }
    }

    private static Firing resumed(LedgerRow line, Incarnation owner) {
        Firing was = line.firing;
        boolean isRetry = line.retryAt.isPresent();
        line.status = Status.RUNNING;
        line.startedAt = Optional.empty();
        line.retryAt = Optional.empty();
        return was.resumedBy(owner.id(), isRetry);
    }

    @Override
    public List<Firing> running(long owner) {
        synchronized (tables) {
            return tables.open()
                    .filter(line -> line.isRunningFor(owner) && !line.isAwaited())
                    .map(line -> line.firing)
                    .toList();
        }
    }

    @Override
    public List<Firing> loseStarted() {
        synchronized (tables) {
            List<LedgerRow> lost = orphans().filter(MemoryFirings::mustBeLost).toList();
            lost.forEach(line -> {
                line.end(Status.LOST, WHY_LOST, tables.now());
                tables.track(line);
            });
            return lost.stream().map(line -> line.firing).toList();
        }
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public boolean mark(Firing firing, Instant now) {
        synchronized (tables) {
            Optional<LedgerRow> line = held(firing);
            line.ifPresent(held -> {
                held.startedAt = held.startedAt.or(() -> Optional.of(now));
                held.retryAt = Optional.of(now.plus(FIRST_PAUSE));
            });
            return line.isPresent();
        }
    }

    @Override
    public boolean isAnyAwaited() {
        synchronized (tables) {
            return tables.open().anyMatch(LedgerRow::isAwaited);
        }
    }

    @Override
    public List<Firing> toAskFor(int limit) {
        synchronized (tables) {
            Instant now = tables.now();
            List<LedgerRow> due = tables.open()
                    .filter(line -> line.isAwaited()
                            && line.retryAt.filter(now::isBefore).isEmpty())
                    .sorted(Comparator.comparing(line -> line.retryAt.orElse(Instant.EPOCH)))
                    .limit(limit)
                    .toList();
            due.forEach(line ->
                    line.retryAt = Optional.of(now.plus(pause(Duration.between(line.startedAt.orElseThrow(), now)))));
            return due.stream().map(line -> line.firing).toList();
        }
    }

    private static Duration pause(Duration since) {
        return since.compareTo(LONGEST_PAUSE) > 0
                ? LONGEST_PAUSE
                : since.compareTo(FIRST_PAUSE) < 0 ? FIRST_PAUSE : since;
    }

    @Override
    public List<Firing> find(List<String> firingIds) {
        synchronized (tables) {
            return firingIds.stream()
                    .flatMap(id -> tables.firing(id).stream())
                    .filter(line -> line.status == Status.RUNNING)
                    .map(line -> line.firing)
                    .toList();
        }
    }
}
