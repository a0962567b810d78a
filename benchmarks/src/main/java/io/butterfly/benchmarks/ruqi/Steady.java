package io.butterfly.benchmarks.ruqi;

import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** How late firings start when they come steadily, and what a million stored jobs change about it. */
public final class Steady implements Benchmark {
    private static final int SECONDS = Integer.getInteger("benchmark.seconds", 60);
    private static final int STORED = Integer.getInteger("benchmark.stored", 1_000_000);
    private static final Duration SETTLE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "ruqi-steady";
    }

    @Override
    public String question() {
        return "lateness at 500 firings a second, and at 100 a second with 1 000 and with 1 000 000 jobs stored";
    }

    @Override
    public void run(Report report) throws Exception {
        try (TestBed bed = TestBed.start()) {
            measure(bed, "steady", 500, 500, report);
            measure(bed, "few", 100, 1_000, report);
            measure(bed, "many", 100, STORED, report);
        }
    }

    private static void measure(TestBed bed, String database, int aSecond, int stored, Report report) throws Exception {
        bed.useFreshDatabase(database);
        RuQiContestant ruqi = new RuQiContestant();
        ruqi.startNode(bed, 1);
        bed.awaitReady(ruqi, 1);
        try (Connection connection = bed.connect()) {
            RuQiContestant.insert(
                    connection,
                    "idle",
                    stored - aSecond,
                    TestBed.now(connection).plus(Duration.ofDays(1)),
                    "interval",
                    "86400s",
                    1_000);
            Instant first = TestBed.now(connection).plusSeconds(3);
            RuQiContestant.insert(connection, "due", aSecond, first, "interval", "1s", 1_000_000 / aSecond);
            connection.setAutoCommit(true);
            LockSupport.parkNanos(SETTLE.toNanos());
            long from = micros(TestBed.now(connection));
            double statements = TestBed.statements(connection);
            double cpu = bed.cpuSeconds();
            LockSupport.parkNanos(Duration.ofSeconds(SECONDS).toNanos());
            double seconds = (micros(TestBed.now(connection)) - from) / 1e6;
            String what = aSecond + "/s with " + stored + " jobs stored";
            Samples lateness = lateness(connection, from, from + (SECONDS - 1) * 1_000_000L);
            report.note("%-60s p50 %s ms, p99 %s ms, %d firings"
                    .formatted(
                            "lateness, " + what,
                            Samples.figure(lateness.percentile(0.5)),
                            Samples.figure(lateness.percentile(0.99)),
                            lateness.sorted().length));
            report.note("%-60s %s statements/s, %s %% of a core"
                    .formatted(
                            "",
                            Samples.figure((TestBed.statements(connection) - statements) / seconds),
                            Samples.figure((bed.cpuSeconds() - cpu) / seconds * 100)));
        }
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    /** Milliseconds from due to start; throws for a firing that did not succeed. */
    private static Samples lateness(Connection connection, long from, long to) throws Exception {
        List<Double> late = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT start_us - due_us AS late, status FROM ruqi_jobs_history WHERE due_us >= " + from
                                + " AND due_us < " + to)) {
            while (rows.next()) {
                if (!rows.getString("status").equals("succeeded")) {
                    throw new IllegalStateException("a firing is " + rows.getString("status"));
                }
                late.add(rows.getLong("late") / 1e3);
            }
        }
        return new Samples(late.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
