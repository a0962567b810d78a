package io.butterfly.ruqi.firing;

import io.butterfly.kernel.MainLoops;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.firing.DueJobs.Look;
import io.butterfly.ruqi.firing.DueJobs.Taken;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.ruqi.replica.StoreClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The loop of the service: takes what is due, dispatches it, and sleeps until something is. See the package's text. */
@Singleton
public final class FiringLoop implements MainLoops, AutoCloseable {
    /** Changes made on other replicas are seen within this. */
    private static final Duration CEILING = Duration.ofSeconds(1);

    private static final Duration WITHOUT_LEASE = Duration.ofMillis(50);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Replicas that wait for the same instant wake in random order: otherwise the faster one would do all the work. */
    private static final Duration SPREAD = Duration.ofMillis(4);

    private static final int BATCH = 1_000;

    private final DueJobs dueJobs;
    private final Dispatchers dispatchers;
    private final Replica replica;
    private final TakeOver takeOver;
    private final Resumption resumption;
    private final StoreClock clock;
    private volatile PollLoop loop;
    private volatile Optional<LoopTurn> latest = Optional.empty();
    private volatile long lastTurn;

    public FiringLoop(
            DueJobs dueJobs,
            Dispatchers dispatchers,
            Replica replica,
            TakeOver takeOver,
            Resumption resumption,
            StoreClock clock) {
        this.dueJobs = dueJobs;
        this.dispatchers = dispatchers;
        this.replica = replica;
        this.takeOver = takeOver;
        this.resumption = resumption;
        this.clock = clock;
        this.lastTurn = clock.steady().nanos();
    }

    /** @param wakeup raised whenever there may be something to fire: the loop then looks again at once */
    void start(Signal wakeup) {
        loop = PollLoop.start("ruqi-firing", wakeup, this::tick);
    }

    Duration tick() {
        Optional<Incarnation> owner = replica.held();
        if (owner.isEmpty()) {
            return WITHOUT_LEASE;
        }
        takeOver.turn(owner.get());
        resumption.turn(owner.get());
        Look look = dueJobs.look(Instant.EPOCH);
        latest = Optional.of(new LoopTurn(look.now(), look.earliest()));
        boolean hasMoved = false;
        for (Dispatcher dispatcher : dispatchers.all()) {
            if (look.isDue(dispatcher.kind())) {
                hasMoved |= fire(dispatcher, owner.get());
            }
        }
        Duration wait = hasMoved ? Duration.ZERO : untilNext(look);
        lastTurn = clock.steady().nanos();
        return wait;
    }

    private boolean fire(Dispatcher dispatcher, Incarnation owner) {
        int free = dispatchers.room(dispatcher);
        if (free <= 0) {
            return false; // a slot that comes free wakes the loop, and it looks again within a second
        }
        Taken taken = dueJobs.take(dispatcher.kind(), Math.min(free, BATCH), owner, FiringPlan::of);
        dispatchers.paused(taken.paused());
        dispatchers.dispatch(dispatcher, taken.firings(), clock.instant());
        return taken.jobs() > 0;
    }

    /**
     * Jobs that were due and were not taken are locked by another replica, or found no slot. Neither is a reason to
     * look again at once, so the wait is for the first job that is due later.
     */
    private Duration untilNext(Look look) {
        boolean isDue =
                look.earliest().filter(next -> !next.isAfter(look.now())).isPresent();
        Optional<Instant> next = (isDue ? dueJobs.look(look.now()) : look).earliest();
        Duration wait = pause(next.map(at -> Duration.between(clock.instant(), at)), resumption.untilNext());
        return wait.equals(CEILING)
                ? wait
                : wait.plusNanos(ThreadLocalRandom.current().nextLong(SPREAD.toNanos()));
    }

    /**
     * Until the next job is due or the next firing resumes, and never longer than the ceiling: other replicas write
     * jobs, and leave firings, without a word to this one.
     */
    static Duration pause(Optional<Duration> untilJob, Optional<Duration> untilResumed) {
        Duration wait = Stream.of(untilJob, untilResumed)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(CEILING);
        if (wait.compareTo(CEILING) >= 0) {
            return CEILING;
        }
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }

    /** Empty until the first turn of this process. */
    public Optional<LoopTurn> latest() {
        return latest;
    }

    /** How long ago the last turn ended well; one without a lease does not count. */
    public Duration age() {
        return clock.steady().since(lastTurn);
    }

    @Override
    public Map<String, Duration> turnAges() {
        return loop == null ? Map.of() : Map.of("firing", loop.turnAge());
    }

    @Override
    public void close() {
        loop.close();
    }
}
