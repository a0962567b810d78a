package io.butterfly.ruqi.firing;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.command.Targets;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.job.Calendars;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.Jobs;
import io.butterfly.ruqi.job.Uid;
import io.butterfly.ruqi.policy.ExcludedDays;
import io.butterfly.ruqi.policy.Overlap;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import io.butterfly.ruqi.rule.WallClock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fires jobs outside their rule, under their own policies and whether or not they are paused. */
@Singleton
public final class ExtraRuns {
    private static final int MAX_BACKFILL = 1_000;

    private final Jobs jobs;
    private final Calendars calendars;
    private final Targets targets;
    private final ExtraFirings firings;
    private final ResumeSchedule schedule;
    private final Clock clock;

    /** @param clock the store's clock, in the configured zone */
    public ExtraRuns(
            Jobs jobs,
            Calendars calendars,
            Targets targets,
            ExtraFirings firings,
            ResumeSchedule schedule,
            Clock clock) {
        this.jobs = jobs;
        this.calendars = calendars;
        this.targets = targets;
        this.firings = firings;
        this.schedule = schedule;
        this.clock = clock;
    }

    /** How many firings a backfill has made, of how many due instants. */
    public record Backfilled(int firings, int instants) {}

    /** Fires once, now, even while other firings of the job run; returns the firing's id. */
    public String run(String jobId) {
        JobEntry job = jobs.show(jobId).requireOurs();
        Firing firing = firing(job, PolicyCodec.read(job.policies()), now());
        firings.add(job.uid(), List.of(firing), false);
        schedule.now(firing.kind());
        return firing.id();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Firing firing(JobEntry job, Policies policies, Instant due) {
        Target target = targets.admit(job.cmd());
        String id = Uid.next(now());
        return Firing.first(
                id,
                new Firing.JobRef(job.id(), job.name()),
                new Firing.Snapshot(job.cmd(), target.kind(), policies),
                due,
                0);
    }

    /**
     * All due instants of a time that is past, oldest first: at the same time when the job's overlap is {@code allow},
     * one after another otherwise.
     *
     * @param from local time in the job's zone
     * @param to the same, inclusive; null for the present
     */
    public Backfilled backfill(String jobId, String from, String to) {
        JobEntry job = jobs.show(jobId).requireOurs();
        Policies policies = PolicyCodec.read(job.policies());
        ZoneId zone = policies.schedule().zone(clock.getZone());
        Instant now = now();
        Instant first = WallClock.instant(WallClock.parse("from_time", from), zone);
        Instant last = to == null ? now : WallClock.instant(WallClock.parse("to_time", to), zone);
        if (last.isAfter(now) || first.isAfter(last)) {
            throw refused("from_time and to_time must be in this order, and not in the future");
        }
        Trigger trigger =
                policies.schedule().within(Rules.parse(job.trigger(), job.rule(), now, zone), clock.getZone());
        List<Instant> instants =
                instants(trigger, trigger.notBefore(first, job.anchor().orElse(first)), last);
        ExcludedDays excluded = new ExcludedDays(
                zone,
                policies.schedule()
                        .calendar()
                        .flatMap(calendars::find)
                        .map(found -> Set.copyOf(found.days()))
                        .orElse(Set.of()));
        List<Firing> wanted = instants.stream()
                .filter(due -> !due.isBefore(first) && excluded.endFor(due).isEmpty())
                .map(due -> firing(job, policies, due))
                .toList();
        if (wanted.isEmpty()) {
            return new Backfilled(0, 0);
        }
        boolean isOneByOne = policies.overlapOf(wanted.getFirst().kind()) != Overlap.ALLOW;
        int added = firings.add(job.uid(), wanted, isOneByOne);
        schedule.now(wanted.getFirst().kind());
        return new Backfilled(added, wanted.size());
    }

    private static List<Instant> instants(Trigger trigger, Optional<Instant> first, Instant last) {
        List<Instant> instants = new ArrayList<>();
        for (Optional<Instant> due = first;
                due.isPresent() && !due.get().isAfter(last);
                due = trigger.after(due.get())) {
            if (instants.size() == MAX_BACKFILL) {
                throw refused("from_time: one call makes up for at most " + MAX_BACKFILL
                        + " firings; ask for a shorter time");
            }
            instants.add(due.get());
        }
        return instants;
    }

    private static Refusal refused(String reason) {
        return new Refusal(Stat.ERR, reason);
    }
}
