package io.butterfly.benchmarks.ruqi;

import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * How many one-shot jobs that are due at once are fired in a second, by one node and by two, until the last is
 * recorded.
 */
public final class Burst implements Benchmark {
    private static final List<Contestant> CONTESTANTS =
            List.of(new RuQiContestant(), new DbSchedulerContestant(), new QuartzContestant());
    private static final String ONLY = System.getProperty("benchmark.contestant", "");
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "ruqi-burst";
    }

    @Override
    public String question() {
        return "one-shot jobs due at once, fired and recorded: RuQi, db-scheduler and Quartz, one node and two";
    }

    @Override
    public void run(Report report) throws Exception {
        try (TestBed bed = TestBed.start()) {
            for (Contestant contestant : CONTESTANTS) {
                for (int nodes = 1; nodes <= 2 && contestant.name().contains(ONLY); nodes++) {
                    measure(bed, contestant, nodes, report);
                }
            }
        }
    }

    private static void measure(TestBed bed, Contestant contestant, int nodes, Report report) throws Exception {
        String who =
                contestant.name() + ", " + (nodes == 1 ? "one node" : "two nodes") + ", " + contestant.jobs() + " jobs";
        bed.useFreshDatabase(contestant.getClass().getSimpleName().toLowerCase() + nodes);
        contestant.prepare(bed);
        for (int i = 1; i <= nodes; i++) {
            contestant.startNode(bed, i);
        }
        bed.awaitReady(contestant, nodes);
        try {
            rounds(bed, contestant, nodes, who, report);
        } catch (TimeoutException e) {
            report.note(who + ": " + e.getMessage());
        }
    }

    /** Nodes share the work, so that two need twice the rounds to become as warm as one. */
    private static void rounds(TestBed bed, Contestant contestant, int nodes, String who, Report report)
            throws Exception {
        int warmUp = Integer.getInteger("benchmark.warm-up", contestant.warmUp()) * nodes;
        int rounds = Integer.getInteger("benchmark.rounds", contestant.rounds());
        List<Double> rates = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 0; round < warmUp + rounds; round++) {
            double before = bed.cpuSeconds();
            double seconds = round(bed, contestant, round);
            if (round >= warmUp) {
                rates.add(contestant.jobs() / seconds);
                cpu.add((bed.cpuSeconds() - before) * 1e6 / contestant.jobs());
            }
        }
        report.figure(who, samples(rates), "firings/s");
        report.figure("  CPU of server and nodes, storing the jobs included", samples(cpu), "µs a firing");
    }

    private static Samples samples(List<Double> values) {
        return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Seconds from the instant they are due until the last is recorded. */
    private static double round(TestBed bed, Contestant contestant, int round) throws Exception {
        try (Connection connection = bed.connect()) {
            Instant due = Instant.ofEpochSecond(
                    TestBed.now(connection).plus(contestant.ahead()).getEpochSecond());
            contestant.store(bed, round, due);
            Duration early = Duration.between(TestBed.now(connection), due);
            if (early.isNegative()) {
                throw new IllegalStateException("storing took longer than " + contestant.ahead());
            }
            LockSupport.parkNanos(early.toNanos());
            while (!contestant.isDone(connection)) {
                LockSupport.parkNanos(LOOK.toNanos());
                if (Duration.between(due, TestBed.now(connection)).compareTo(PATIENCE) > 0) {
                    throw new TimeoutException("not done within " + PATIENCE.toSeconds() + " s");
                }
            }
            return Duration.between(due, TestBed.now(connection)).toNanos() / 1e9;
        }
    }
}
