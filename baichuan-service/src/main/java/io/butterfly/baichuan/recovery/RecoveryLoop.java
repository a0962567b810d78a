package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.queue.RecentQueues;
import io.butterfly.baichuan.recovery.Survey.Content;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.MainLoops;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.SteadyClock;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes up what was left behind. See the package's text. */
@Singleton
public final class RecoveryLoop implements MainLoops {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    /** Between two turns on a machine that is busy. */
    private static final Duration SHORTEST_GAP = Duration.ofSeconds(3);

    private static final int AT_ONCE = 500;
    static final int MOST = 200;

    private final RecoverySteps steps;
    private final Rounds rounds;
    private final Times times;
    private final Recovery recovery;
    private final PythonRecovery python;
    private final Queues queues;
    private final ClockWatch redisClock = new ClockWatch();
    private final SteadyClock clock = SteadyClock.system();
    private final LeaseGrace grace;
    private volatile PollLoop loop;

    /**
     * @param forgetAfter a queue that has been empty for so long is forgotten
     * @param shortestLease of all that are given
     * @param longestHeartbeat the longest time after which a worker renews its leases
     */
    public record Times(Duration forgetAfter, Duration shortestLease, Duration longestHeartbeat) {}

    RecoveryLoop(
            Queues queues,
            RecentQueues recent,
            RecoverySteps steps,
            Recovery recovery,
            PythonRecovery python,
            Times times) {
        this.steps = steps;
        this.rounds = new Rounds(queues, recent);
        this.recovery = recovery;
        this.python = python;
        this.queues = queues;
        this.times = times;
        this.grace = new LeaseGrace(clock, longestGap(times.shortestLease()), times.longestHeartbeat());
    }

    /** An outage that is shorter than this leaves every worker the time for another heartbeat. */
    private static Duration longestGap(Duration shortestLease) {
        Duration heartbeat = shortestLease.dividedBy(3);
        return heartbeat.compareTo(SHORTEST_GAP) > 0 ? heartbeat : SHORTEST_GAP;
    }

    public void start() {
        grace.begin();
        loop = PollLoop.start("recovery", this::tick);
    }

    /** How long ago a turn last ended well. */
    public Duration age() {
        return loop == null ? Duration.ZERO : loop.age();
    }

    @Override
    public Map<String, Duration> turnAges() {
        return loop == null ? Map.of() : Map.of("recovery", loop.turnAge());
    }

    /** By how much Redis' clock stepped at last, when that was not longer ago than this. */
    public Optional<Duration> clockSteppedWithin(Duration past) {
        return redisClock.steppedWithin(past, clock.nanos());
    }

    /** What Redis' clock shows by now; empty before it was read. */
    public Optional<Instant> redisTime() {
        return redisClock.time(clock.nanos());
    }

    Duration tick() {
        List<RuntimeException> failures = new ArrayList<>();
        List<Survey> taken = new ArrayList<>();
        boolean isMore = false;
        for (List<String> handlers : pieces(rounds.next())) {
            long asked = clock.nanos();
            List<Survey> surveys = steps.survey(handlers, MOST, failures);
            if (surveys.isEmpty()) {
                continue;
            }
            redisClock.looked(new ClockWatch.Look(surveys.getFirst().now(), asked, clock.nanos()));
            grace.looked(handlers, surveys);
            for (Survey survey : surveys) {
                boolean isJudging = grace.isOver(survey.handler());
                attempt(() -> recovery.takeUp(survey, isJudging), failures);
                attempt(() -> python.takeUpReturned(survey), failures);
                rounds.looked(survey);
                isMore |= isJudging && survey.isFull(MOST);
            }
            surveys.stream().filter(survey -> !survey.taken().isEmpty()).forEach(taken::add);
            attempt(() -> forgetEmpty(surveys), failures);
        }
        attempt(() -> python.takeUp(taken), failures);
        attempt(() -> lookAgain(failures), failures);
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return isMore ? SHORT_PAUSE : Backoff.jittered(PAUSE);
    }

    private static List<List<String>> pieces(List<String> handlers) {
        List<List<String>> pieces = new ArrayList<>();
        for (int from = 0; from < handlers.size(); from += AT_ONCE) {
            pieces.add(handlers.subList(from, Math.min(handlers.size(), from + AT_ONCE)));
        }
        return pieces;
    }

    /** The name of a queue that has been empty for long is forgotten; publishing makes it known again. */
    private void forgetEmpty(List<Survey> surveys) {
        List<String> empty = surveys.stream()
                .filter(survey -> survey.content() == Content.NOTHING)
                .map(Survey::handler)
                .toList();
        steps.retire(empty, times.forgetAfter()).forEach(rounds::retired);
    }

    /** A publisher makes the name known and then writes ids; it may have been forgotten between the two. */
    private void lookAgain(List<RuntimeException> failures) {
        for (List<String> handlers : pieces(rounds.secondLooks())) {
            queues.makeKnown(steps.survey(handlers, MOST, failures).stream()
                    .filter(survey -> survey.content() != Content.NOTHING)
                    .map(Survey::handler)
                    .toList());
        }
    }

    /** A failure at one handler must not keep the others from being looked at. */
    private static void attempt(Runnable step, List<RuntimeException> failures) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    @PreDestroy
    void stop() {
        if (loop != null) {
            loop.close();
        }
    }
}
