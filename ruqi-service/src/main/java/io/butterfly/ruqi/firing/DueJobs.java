package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.FiringPlan.DueJob;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.replica.Incarnation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The jobs that are due, by the store's time. */
public interface DueJobs {

    /**
     * @param now the store's time
     * @param next the earliest due instant of each kind, later than what was asked; kinds without one are missing
     */
    record Look(Instant now, Map<Kind, Instant> next) {
        public Optional<Instant> earliest() {
            return next.values().stream().min(Instant::compareTo);
        }

        public boolean isDue(Kind kind) {
            return next.containsKey(kind) && !next.get(kind).isAfter(now);
        }
    }

    /**
     * @param jobs how many jobs were taken and moved on
     * @param firings what to dispatch now that it is committed
     * @param paused jobs that have failed too often
     */
    record Taken(int jobs, List<Firing> firings, List<Firing.JobRef> paused) {}

    /** A cheap look at what is due next, later than the given instant. */
    Look look(Instant laterThan);

    /**
     * Takes due jobs that no other replica is taking, records in the ledger what becomes of every due instant, and
     * moves the jobs on to their next run time: all of it in one transaction. A job that cannot be read is parked.
     */
    Taken take(Kind kind, int limit, Incarnation owner, BiFunction<DueJob, Instant, FiringPlan> plan);
}
