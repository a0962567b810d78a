package io.butterfly.baichuan.recovery;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.baichuan.queue.RecentQueues;
import io.butterfly.baichuan.recovery.Survey.Content;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes up what was left behind. See the package's text. */
@Singleton
public final class RecoveryLoop {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    private static final int AT_ONCE = 500;
    static final int MOST = 200;

    private final RecoveryStore store;
    private final Rounds rounds;
    private final Duration forgetAfter;
    private final Recovery recovery;
    private final ClockWatch clock = new ClockWatch();
    private PollLoop loop;

    RecoveryLoop(
            Queues queues,
            RecentQueues recent,
            RecoveryStore store,
            Recovery recovery,
            @Value("${baichuan.queue.forget-after:1h}") Duration forgetAfter) {
        this.store = store;
        this.rounds = new Rounds(queues, recent);
        this.recovery = recovery;
        this.forgetAfter = forgetAfter;
    }

    public void start() {
        loop = PollLoop.start("recovery", this::tick);
    }

    /** How long ago a turn last ended well. */
    public Duration age() {
        return loop == null ? Duration.ZERO : loop.age();
    }

    /** By how much Redis' clock stepped at last, when that was not longer ago than this. */
    public Optional<Duration> clockSteppedWithin(Duration past) {
        return clock.steppedWithin(past, System.nanoTime());
    }

    Duration tick() {
        List<RuntimeException> failures = new ArrayList<>();
        List<Survey> taken = new ArrayList<>();
        boolean isMore = false;
        for (List<String> handlers : pieces(rounds.next())) {
            long asked = System.nanoTime();
            List<Survey> surveys = store.survey(handlers, MOST);
            clock.looked(new ClockWatch.Look(surveys.getFirst().now(), asked, System.nanoTime()));
            for (Survey survey : surveys) {
                attempt(() -> recovery.takeUp(survey), failures);
                rounds.looked(survey);
                isMore |= survey.isFull(MOST);
            }
            surveys.stream().filter(survey -> !survey.taken().isEmpty()).forEach(taken::add);
            attempt(() -> forgetEmpty(surveys), failures);
        }
        attempt(() -> recovery.takeUpForeign(taken), failures);
        attempt(this::lookAgain, failures);
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
        store.retire(empty, forgetAfter).forEach(rounds::retired);
    }

    /** Who publishes makes the name known and then writes ids; it may have been forgotten between the two. */
    private void lookAgain() {
        for (List<String> handlers : pieces(rounds.secondLooks())) {
            store.makeKnown(store.survey(handlers, MOST).stream()
                    .filter(survey -> survey.content() != Content.NOTHING)
                    .map(Survey::handler)
                    .toList());
        }
    }

    /** One handler's trouble is not the others'. */
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
