package io.butterfly.baichuan.queue;

import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.SteadyClock;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts messages published and ended by handler, and executions by worker.
 *
 * <p>Advisory figures: it counts in memory and writes once a second, so that counting costs the life of a message
 * nothing. A process that is killed forgets its last second, and an end that recovery repeats may count twice. What
 * producers and workers of the Python service do is not counted.
 */
@Singleton
public final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long SAMPLE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int SAMPLES = 13;
    private static final int MOST_AT_ONCE = 5_000;

    private final TallySteps steps;
    private final Queues queues;
    private final SteadyClock clock;
    private final MessageMeters meters;
    private final Map<String, Total> totals = new ConcurrentHashMap<>();
    private final Map<String, Credit> credits = new ConcurrentHashMap<>();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private PollLoop loop;

    Tally(TallySteps steps, Queues queues, SteadyClock clock, MessageMeters meters) {
        this.meters = meters;
        this.clock = clock;
        this.steps = steps;
        this.queues = queues;
    }

    private record Sample(long at, Map<String, Total> byHandler) {}

    public void published(String handler, int count) {
        totals.merge(handler, new Total(count, 0, 0), Total::plus);
        meters.published(count);
    }

    /** Workers got so many. */
    public void claimed(int count) {
        meters.claimed(count);
    }

    /** So many executions ended, and their messages are executed once more. */
    public void repeated(int count) {
        meters.repeated(count);
    }

    /** So many workers lost a message that they held. */
    public void lost(int count) {
        meters.lost(count);
    }

    /** @param worker empty when it was not executed */
    public void ended(String handler, String worker, boolean isFailed, double seconds) {
        totals.merge(handler, new Total(0, isFailed ? 0 : 1, isFailed ? 1 : 0), Total::plus);
        meters.ended(isFailed, !worker.isEmpty());
        if (!worker.isEmpty()) {
            credits.merge(worker, new Credit(isFailed ? 0 : 1, isFailed ? 1 : 0, seconds), Credit::plus);
        }
    }

    public void start() {
        loop = PollLoop.start("tally", this::tick);
    }

    Duration tick() {
        write();
        Sample last = lastSample();
        if (last == null || clock.nanos() - last.at() >= SAMPLE_NANOS) {
            sample();
        }
        return PAUSE;
    }

    private void write() {
        Map<String, Total> newTotals = taken(totals);
        Map<String, Credit> newCredits = taken(credits);
        try {
            steps.add(newTotals);
            steps.credit(newCredits);
        } catch (RuntimeException e) {
            putBack(totals, newTotals, Total::plus);
            putBack(credits, newCredits, Credit::plus);
            throw e;
        }
    }

    private static <T> Map<String, T> taken(Map<String, T> counts) {
        Map<String, T> taken = new HashMap<>();
        for (String name : counts.keySet()) {
            if (taken.size() == MOST_AT_ONCE) {
                break; // the others are written in the next turn
            }
            taken.put(name, counts.remove(name));
        }
        return taken;
    }

    private static <T> void putBack(Map<String, T> counts, Map<String, T> taken, BinaryOperator<T> plus) {
        taken.forEach((name, count) -> counts.merge(name, count, plus));
    }

    private void sample() {
        List<String> handlers = queues.handlers();
        List<Total> found = steps.totals(handlers);
        Map<String, Total> byHandler = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            byHandler.put(handlers.get(i), found.get(i));
        }
        keep(new Sample(clock.nanos(), byHandler));
    }

    private synchronized void keep(Sample sample) {
        samples.addLast(sample);
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
    }

    private synchronized Sample lastSample() {
        return samples.peekLast();
    }

    public synchronized Rate rate(String handler) {
        if (samples.size() < 2) {
            return Rate.NONE;
        }
        Total first = samples.getFirst().byHandler().getOrDefault(handler, Total.NONE);
        Total last = samples.getLast().byHandler().getOrDefault(handler, Total.NONE);
        double seconds = (samples.getLast().at() - samples.getFirst().at()) / 1e9;
        long ended = last.finished() + last.failed() - first.finished() - first.failed();
        return new Rate(Math.max(0, last.published() - first.published()) / seconds, Math.max(0, ended) / seconds);
    }

    public List<Total> totals(List<String> handlers) {
        return steps.totals(handlers);
    }

    @PreDestroy
    void stop() {
        if (loop == null) {
            return;
        }
        loop.close();
        try {
            write();
        } catch (RuntimeException e) {
            LOG.debug("the last second's counts are lost", e);
        }
    }
}
