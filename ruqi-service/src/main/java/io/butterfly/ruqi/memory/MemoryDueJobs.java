package io.butterfly.ruqi.memory;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.firing.FiringPlan.Circumstances;
import io.butterfly.ruqi.firing.FiringPlan.Decision;
import io.butterfly.ruqi.firing.FiringPlan.DueJob;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.Uid;
import io.butterfly.ruqi.policy.ExcludedDays;
import io.butterfly.ruqi.replica.Incarnation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

@Singleton
final class MemoryDueJobs implements DueJobs {
    private static final Set<Status> RUNS = Set.of(Status.SUCCEEDED, Status.FAILED, Status.LOST);

    private final Tables tables;
    private final MemoryReplicas replicas;

    MemoryDueJobs(Tables tables, MemoryReplicas replicas) {
        this.tables = tables;
        this.replicas = replicas;
    }

    @Override
    public Look look(Instant laterThan) {
        synchronized (tables) {
            Map<Kind, Instant> next = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                tables.due(kind).stream()
                        .map(Tables.DueEntry::at)
                        .filter(at -> at.isAfter(laterThan))
                        .findFirst()
                        .ifPresent(at -> next.put(kind, at));
            }
            return new Look(tables.now(), next);
        }
    }

    @Override
    public Taken take(Kind kind, int limit, Incarnation owner, BiFunction<DueJob, Instant, FiringPlan> plan) {
        synchronized (tables) {
            if (!replicas.isAlive(owner.id())) {
                return new Taken(0, List.of(), List.of());
            }
            Instant now = tables.now();
            List<StoredJob> due = tables.due(kind).stream()
                    .takeWhile(entry -> !entry.at().isAfter(now))
                    .limit(limit)
                    .map(entry -> tables.job(entry.id()).orElseThrow())
                    .toList();
            List<Firing> firings = new ArrayList<>();
            for (StoredJob stored : due) {
                Job job = stored.job();
                DueJob dueJob =
                        new DueJob(job.trigger(), job.nextRunAt().orElseThrow(), job.policies(), circumstances(stored));
                carryOut(stored, plan.apply(dueJob, now), owner, firings);
            }
            return new Taken(due.size(), firings, List.of());
        }
    }

    private Circumstances circumstances(StoredJob stored) {
        Job job = stored.job();
        List<LedgerRow> open =
                tables.open().filter(line -> line.jobUid.equals(job.uid())).toList();
        boolean hasQueued = open.stream().anyMatch(line -> line.status == Status.WAITING && line.retryAt.isEmpty());
        Set<LocalDate> days = job.policies()
                .schedule()
                .calendar()
                .map(tables.calendars::get)
                .map(calendar -> Set.copyOf(calendar.days()))
                .orElse(Set.of());
        return new Circumstances(
                job.policies().overlapOf(job.kind()),
                !open.isEmpty(),
                hasQueued,
                hasFailedTooOften(stored),
                new ExcludedDays(job.policies().schedule().zone(tables.zone), days));
    }

    private boolean hasFailedTooOften(StoredJob stored) {
        int limit = stored.job().policies().failures().pauseAfter();
        if (limit == 0) {
            return false;
        }
        List<Status> latest = tables.ledger()
                .filter(line -> line.jobUid.equals(stored.job().uid())
                        && RUNS.contains(line.status)
                        && !line.firing.dueAt().isBefore(stored.failuresFrom()))
                .sorted(Comparator.comparing((LedgerRow line) -> line.firing.dueAt())
                        .reversed())
                .limit(limit)
                .map(line -> line.status)
                .toList();
        return latest.size() == limit && !latest.contains(Status.SUCCEEDED);
    }

    private void carryOut(StoredJob stored, FiringPlan plan, Incarnation owner, List<Firing> firings) {
        for (Decision decision : plan.decisions()) {
            switch (decision) {
                case Decision.Fire(Instant due) ->
                    add(stored, due, Status.RUNNING, owner).ifPresent(line -> firings.add(line.firing));
                case Decision.Wait(Instant due) -> add(stored, due, Status.WAITING, owner);
                case Decision.Skip(Instant first, Instant last, long count, String reason) ->
                    add(stored, first, Status.SKIPPED, owner).ifPresent(line -> {
                        line.lastDueAt = Optional.of(last);
                        line.instants = count;
                        line.end(Status.SKIPPED, reason, tables.now());
                    });
            }
        }
        if (plan.next().isEmpty() && plan.paused().isEmpty()) {
            tables.remove(stored.job().id());
        } else {
            tables.put(stored.dueAt(plan.next(), plan.paused()));
        }
    }

    private Optional<LedgerRow> add(StoredJob stored, Instant due, Status status, Incarnation owner) {
        Job job = stored.job();
        String id = Uid.next(tables.now());
        Firing firing = Firing.first(
                id,
                new Firing.JobRef(job.id(), job.name()),
                new Firing.Snapshot(job.cmd(), job.kind(), job.policies()),
                due,
                owner.id());
        return tables.add(job.uid(), firing, status, owner.name());
    }
}
