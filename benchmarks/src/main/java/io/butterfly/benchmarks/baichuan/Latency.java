package io.butterfly.benchmarks.baichuan;

import io.butterfly.api.Reply;
import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.worker.Worker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From the publisher's first byte until the handler runs, on a system that has nothing else to do. */
public final class Latency implements Benchmark {
    private static final int RUNS = 5;
    private static final int WARM_UP = 20_000;
    private static final int MESSAGES = 500;
    private static final long PAUSE_NANOS = Duration.ofMillis(4).toNanos();

    @Override
    public String name() {
        return "baichuan-latency";
    }

    @Override
    public String question() {
        return "how soon does an idle worker start what was published, here and on another replica?";
    }

    @Override
    public void run(Report report) throws Exception {
        try (BaiChuanReplicas replicas = BaiChuanReplicas.start(2)) {
            measure(report, "same replica", replicas.baichuan(0), replicas.baichuan(0));
            measure(
                    report,
                    "published on one replica, worker on the other",
                    replicas.baichuan(0),
                    replicas.baichuan(1));
        }
    }

    private static void measure(Report report, String what, URI publisher, URI workers) throws Exception {
        List<Double> median = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        BlockingQueue<Long> started = new ArrayBlockingQueue<>(1);
        String handler = "/benchmark/latency" + ThreadLocalRandom.current().nextInt(1_000_000);
        try (Connection connection = new Connection(publisher);
                Worker worker = Worker.at(workers.toString())
                        .handle(handler, invocation -> {
                            started.add(SteadyClock.system().nanos());
                            return Reply.ok();
                        })
                        .start()) {
            Ping ping = new Ping(connection, handler, started);
            ping.times(WARM_UP, 0);
            for (int run = 0; run < RUNS; run++) {
                Samples samples = new Samples(ping.times(MESSAGES, PAUSE_NANOS));
                median.add(samples.percentile(0.5));
                p99.add(samples.percentile(0.99));
            }
        }
        report.figure(what + ", p50 of 500", Throughput.samples(median), "ms");
        report.figure(what + ", p99 of 500", Throughput.samples(p99), "ms");
    }

    private record Ping(Connection connection, String handler, BlockingQueue<Long> started) {
        /** Milliseconds of each; before each there is a pause of once to twice this length. */
        double[] times(int count, long pauseNanos) throws Exception {
            double[] millis = new double[count];
            String task = "{\"handler\":\"%s\",\"params\":{}}".formatted(handler);
            for (int i = 0; i < count; i++) {
                if (pauseNanos > 0) {
                    LockSupport.parkNanos(
                            pauseNanos + ThreadLocalRandom.current().nextLong(pauseNanos));
                }
                long published = SteadyClock.system().nanos();
                connection.post("/baichuan/task_create", task);
                Long start = started.poll(30, TimeUnit.SECONDS);
                if (start == null) {
                    throw new IllegalStateException("a message was not started within 30 s");
                }
                millis[i] = (start - published) / 1e6;
            }
            return millis;
        }
    }
}
