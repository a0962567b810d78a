package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.policy.ExcludedDays;
import io.butterfly.ruqi.policy.Overlap;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to do about a job that is due: a decision on its due instants, and when it is due next. Decided only from what
 * is passed in.
 *
 * @param decisions at most one of them fires
 * @param next empty when the job has no more due instants: it goes away, unless it is paused
 * @param paused why the job is paused, if it is
 */
public record FiringPlan(List<Decision> decisions, Optional<Instant> next, Optional<String> paused) {
    /** What becomes of one due instant, or of several. */
    public sealed interface Decision {

        /** This instant fires. */
        record Fire(Instant due) implements Decision {}

        /** This instant fires when the firing before it has ended. */
        record Wait(Instant due) implements Decision {}

        /** These instants do not fire: one row of the ledger holds the first, the last and their number. */
        record Skip(Instant first, Instant last, long count, String reason) implements Decision {}
    }

    /** How many missed instants of a job may still fire. */
    static final int MAX_MADE_UP = 1_000;

    public FiringPlan {
        decisions = List.copyOf(decisions);
    }

    FiringPlan(List<Decision> decisions, Optional<Instant> next) {
        this(decisions, next, Optional.empty());
    }

    /**
     * A job that comes due.
     *
     * @param due its earliest due instant that is not decided, without the jitter: now is later by that much at least
     */
    public record DueJob(Trigger trigger, Instant due, Policies policies, Circumstances circumstances) {}

    /**
     * What else is known of the job.
     *
     * @param overlap as the job says, or by default for its kind of target
     * @param hasOpenFiring whether an earlier firing of it has not ended, on any replica; not looked up when overlaps
     *     are allowed
     * @param hasQueued whether one of its firings waits for the end of another
     * @param hasFailedTooOften whether so many firings in a row have failed that it is to be paused
     */
    public record Circumstances(
            Overlap overlap,
            boolean hasOpenFiring,
            boolean hasQueued,
            boolean hasFailedTooOften,
            ExcludedDays excluded) {
        static final Circumstances NONE =
                new Circumstances(Overlap.ALLOW, false, false, false, new ExcludedDays(ZoneOffset.UTC, Set.of()));
    }

    /**
     * In this order: a job that failed too often is paused; excluded days and overlaps are skipped; what is late is a
     * misfire; the rest fires.
     */
    public static FiringPlan of(DueJob job, Instant now) {
        if (job.circumstances().hasFailedTooOften()) {
            String why = "paused after " + job.policies().failures().pauseAfter() + " failures in a row";
            return new FiringPlan(List.of(missed(job, now.plusNanos(1)).all(why)), Optional.empty(), Optional.of(why));
        }
        Optional<Instant> excluded = job.circumstances().excluded().endFor(job.due());
        if (excluded.isPresent()) {
            return skip(
                    missed(job, excluded.get()),
                    "the day is excluded by the calendar '"
                            + job.policies().schedule().calendar().orElse("") + "'");
        }
        return job.circumstances().hasOpenFiring() ? overlapping(job, now) : inTime(job, now);
    }

    private static MissedInstants missed(DueJob job, Instant limit) {
        return MissedInstants.before(limit, job.trigger(), job.due());
    }

    private static FiringPlan skip(MissedInstants missed, String reason) {
        return new FiringPlan(List.of(missed.all(reason)), missed.next());
    }

    private static FiringPlan overlapping(DueJob job, Instant now) {
        MissedInstants passed = missed(job, latestFiredBy(job, now).plusNanos(1));
        if (job.circumstances().overlap() == Overlap.SKIP) {
            return skip(passed, "an earlier firing of this job was still running");
        }
        if (job.circumstances().hasQueued()) {
            return skip(passed, "an earlier firing of this job was still running, and one waited already");
        }
        FiringPlan plan = inTime(job, now);
        return new FiringPlan(
                plan.decisions().stream()
                        .map(decision ->
                                decision instanceof Decision.Fire(Instant due) ? new Decision.Wait(due) : decision)
                        .toList(),
                plan.next());
    }

    /**
     * The latest due instant that has been fired by now whatever its jitter. An instant is late only after the longest
     * jitter: with its own one it may have had to wait for the instant before it, whose jitter was longer.
     */
    private static Instant latestFiredBy(DueJob job, Instant now) {
        return now.minus(job.policies().schedule().jitter());
    }

    /** An instant within the grace fires, one a plan, oldest first. */
    private static FiringPlan inTime(DueJob job, Instant now) {
        Instant misfired =
                latestFiredBy(job, now).minus(job.policies().lateness().grace());
        return job.due().isBefore(misfired)
                ? misfire(job, misfired)
                : new FiringPlan(
                        List.of(new Decision.Fire(job.due())), job.trigger().after(job.due()));
    }

    private static FiringPlan misfire(DueJob job, Instant misfired) {
        MissedInstants missed = missed(job, misfired);
        String late = "more than " + job.policies().lateness().grace().toSeconds() + " s late";
        return switch (job.policies().lateness().misfire()) {
            case SKIP -> skip(missed, late);
            case ONCE -> newest(missed, late + "; of what was missed only the newest fires");
            case ALL -> oldest(job, missed, late + "; of what was missed only the newest " + MAX_MADE_UP + " fire");
        };
    }

    private static FiringPlan newest(MissedInstants missed, String reason) {
        if (missed.isCut()) {
            return skip(missed, reason);
        }
        List<Decision> decisions = new ArrayList<>(2);
        missed.butLast(reason).ifPresent(decisions::add);
        decisions.add(new Decision.Fire(missed.last()));
        return new FiringPlan(decisions, missed.next());
    }

    private static FiringPlan oldest(DueJob job, MissedInstants missed, String reason) {
        long tooMany = missed.count() - MAX_MADE_UP;
        return tooMany <= 0
                ? new FiringPlan(
                        List.of(new Decision.Fire(job.due())), job.trigger().after(job.due()))
                : skip(MissedInstants.first(tooMany, job.trigger(), job.due()), reason);
    }
}
