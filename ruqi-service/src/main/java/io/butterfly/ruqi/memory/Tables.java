package io.butterfly.ruqi.memory;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Calendar;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All that is stored. Every caller holds its lock. */
@Singleton
final class Tables {
    final ZoneId zone;
    final Map<String, Calendar> calendars = new TreeMap<>();
    final Map<String, String> outputs = new HashMap<>();
    final Set<String> stops = new HashSet<>();
    private final Clock clock = SteadyClock.start();
    private final Map<String, StoredJob> jobs = new HashMap<>();
    private final Map<Kind, TreeSet<DueEntry>> due = new EnumMap<>(Kind.class);
    private final TreeMap<Long, LedgerRow> ledger = new TreeMap<>();
    private final Map<String, LedgerRow> byFiring = new HashMap<>();
    private final Map<String, LedgerRow> byInstant = new HashMap<>();
    private final Map<Long, LedgerRow> open = new TreeMap<>();
    private long lastId;

    Tables(ZoneId zone) {
        this.zone = zone;
        for (Kind kind : Kind.values()) {
            due.put(kind, new TreeSet<>(Comparator.comparing(DueEntry::at).thenComparing(DueEntry::id)));
        }
    }

    /** When a job fires next. */
    record DueEntry(Instant at, String id) {}

    Instant now() {
        return clock.instant();
    }

    Optional<StoredJob> job(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    Stream<StoredJob> jobs() {
        return jobs.values().stream();
    }

    /** In the order they are due; of this kind. */
    TreeSet<DueEntry> due(Kind kind) {
        return due.get(kind);
    }

    void put(StoredJob stored) {
        remove(stored.job().id());
        jobs.put(stored.job().id(), stored);
        stored.nextRunAt().ifPresent(at -> due.get(stored.job().kind())
                .add(new DueEntry(at, stored.job().id())));
    }

    boolean remove(String id) {
        StoredJob was = jobs.remove(id);
        if (was != null) {
            was.nextRunAt().ifPresent(at -> due.get(was.job().kind()).remove(new DueEntry(at, id)));
        }
        return was != null;
    }

    /** Adds a row; empty when its instant has one already, which it keeps. */
    Optional<LedgerRow> add(String jobUid, Firing firing, Status status, String schedulerName) {
        String instant = jobUid + firing.dueAt();
        if (byInstant.containsKey(instant)) {
            return Optional.empty();
        }
        LedgerRow line = new LedgerRow(++lastId, jobUid, firing, status, schedulerName, now());
        ledger.put(line.id, line);
        byFiring.put(firing.id(), line);
        byInstant.put(instant, line);
        track(line);
        return Optional.of(line);
    }

    /** Removes the row of a skipped instant from the index, so that the instant can fire after all. */
    void freeSkipped(String jobUid, Instant due) {
        byInstant.computeIfPresent(jobUid + due, (instant, line) -> line.status == Status.SKIPPED ? null : line);
    }

    /** Must be called whenever a row's status has changed. */
    void track(LedgerRow line) {
        if (Status.ENDED.contains(line.status)) {
            open.remove(line.id);
        } else {
            open.put(line.id, line);
        }
    }

    Optional<LedgerRow> firing(String id) {
        return Optional.ofNullable(byFiring.get(id));
    }

    /** Oldest first. */
    Stream<LedgerRow> ledger() {
        return ledger.values().stream();
    }

    /** The running and waiting rows, oldest first; a copy. */
    Stream<LedgerRow> open() {
        return Set.copyOf(open.values()).stream().sorted(Comparator.comparing(line -> line.id));
    }

    void delete(LedgerRow line) {
        ledger.remove(line.id);
        open.remove(line.id);
        byFiring.remove(line.firing.id());
        byInstant.remove(line.jobUid + line.firing.dueAt(), line);
        outputs.remove(line.firing.id());
        stops.remove(line.firing.id());
    }
}
