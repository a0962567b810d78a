package io.butterfly.ruqi.job;

import io.butterfly.api.Page;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.changes.Before;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.command.Targets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user can do to jobs. A refused call changes nothing. */
@Singleton
public final class Jobs {
    private static final String LINE_NAME = "default";

    private final JobStore store;
    private final Definitions definitions;
    private final Clock clock;
    private final Signal wakeup;

    /**
     * @param clock the store's clock, in the configured zone
     * @param wakeup raised after every change, so that this replica need not wait for its next look
     */
    public Jobs(JobStore store, Calendars calendars, Targets targets, Clock clock, Signal wakeup) {
        this.store = store;
        this.definitions = new Definitions(calendars, targets, clock.getZone());
        this.clock = clock;
        this.wakeup = wakeup;
    }

    /** What a user says about a job. */
    public record Wanted(
            String trigger,
            String id,
            String name,
            String cmd,
            String rule,
            Map<String, String> policies,
            Optional<String> note) {}

    /** Checks trigger, rule, command, id and name, in this order. */
    public void add(Wanted wanted) {
        Instant now = now();
        Job job = definitions.understood(wanted, now);
        if (!store.add(job)) {
            throw refused("job_id '" + wanted.id()
                    + "' is taken: remove that job first, change it with job_modify, or choose another id");
        }
        wakeup.raise();
    }

    /** Adds a job whose id is its command; the same line again changes nothing. */
    public void addByLine(String text) {
        ParsedLine line = ParsedLine.parse(text);
        Instant now = now();
        Job job = definitions.understood(
                new Wanted(line.trigger(), line.cmd(), LINE_NAME, line.cmd(), line.rule(), Map.of(), Optional.empty()),
                now);
        if (!store.add(job)) {
            JobEntry present = show(job.id());
            if (!present.trigger().equals(line.trigger())
                    || !(present.rule().equals(job.trigger().rule())
                            || line.rule().equals("now"))) {
                throw refused("there is a job with this command under another rule, '" + present.rule()
                        + "': use job_modify to change it");
            }
        }
        wakeup.raise();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * Replaces all that a user can say about a job; policies and the note that are not given stay, empty ones go back
     * to the default. It is due next as its new rule says; a paused job stays paused.
     */
    public void modify(Wanted wanted) {
        Instant now = now();
        if (!store.change(wanted.id(), present -> {
            Before.was(() -> new EarlierJob(present).differenceTo(wanted));
            return Optional.of(definitions.modified(present, wanted, now));
        })) {
            definitions.understood(wanted, now); // a wrong request is refused for what is wrong first
            throw unknown(wanted.id());
        }
        wakeup.raise();
    }

    /** It stays as it is, but is never due. What runs goes on. */
    public void pause(String id) {
        Before.was(() -> store.find(id).map(job -> new EarlierJob(job).timing()).orElse(Map.of()));
        if (!store.pause(id, now())) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    /**
     * It is due again as if it had never run; an interval keeps its phase. One that can never be due again goes away.
     */
    public void resume(String id) {
        Instant now = now();
        if (!store.change(id, present -> {
            Before.was(() -> new EarlierJob(present).timing());
            return definitions.resumed(present, now);
        })) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    public void remove(String id) {
        Before.was(() ->
                store.find(id).map(job -> new EarlierJob(job).definition()).orElse(Map.of()));
        if (!store.remove(id)) {
            throw unknown(id);
        }
        wakeup.raise();
    }

    /**
     * Makes many changes in one transaction. Those that are refused change nothing, and the others take effect.
     *
     * @return why, by the id of the job
     */
    public Map<String, Refusal> change(List<JobChange> changes) {
        Instant now = now();
        Map<String, Refusal> refusals = new HashMap<>();
        store.changeAll(changes.stream().map(JobChange::id).toList(), present -> {
            refusals.clear(); // when the transaction is repeated
            List<Job> stored = new ArrayList<>();
            List<String> removed = new ArrayList<>();
            for (JobChange change : changes) {
                try {
                    changed(change, Optional.ofNullable(present.get(change.id())), now)
                            .ifPresentOrElse(stored::add, () -> removed.add(change.id()));
                } catch (Refusal e) {
                    refusals.put(change.id(), e);
                }
            }
            return new JobStore.Changes(stored, removed);
        });
        wakeup.raise();
        return refusals;
    }

    private Optional<Job> changed(JobChange change, Optional<JobEntry> present, Instant now) {
        return switch (change) {
            case JobChange.Define(Wanted wanted) ->
                Optional.of(present.map(job -> definitions.modified(job, wanted, now))
                        .orElseGet(() -> definitions.understood(wanted, now)));
            case JobChange.Reschedule(String id, String rule) ->
                Optional.of(definitions.rescheduled(present.orElseThrow(() -> unknown(id)), rule, now));
            case JobChange.Remove remove -> Optional.empty();
        };
    }

    public JobEntry show(String id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    public Page<JobEntry> list(JobFilter filter, Part part) {
        return store.list(filter, part);
    }

    private static Refusal unknown(String id) {
        return refused("there is no job '" + id + "'");
    }

    private static Refusal refused(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
