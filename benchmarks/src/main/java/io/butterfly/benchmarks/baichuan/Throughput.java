package io.butterfly.benchmarks.baichuan;

import io.butterfly.api.Reply;
import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Login;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.worker.Worker;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Publishing and draining. */
public final class Throughput implements Benchmark {
    private static final int RUNS = Integer.getInteger("butterfly.benchmark.runs", 7);
    private static final int WARM_UPS = Integer.getInteger("butterfly.benchmark.warm-ups", 8);
    private static final int MESSAGES = 20_000;
    private static final int CONNECTIONS = 16;
    private static final int CONCURRENCY = Integer.getInteger("butterfly.benchmark.concurrency", 1_000);
    private static final Reply DONE = Reply.ok();

    @Override
    public String name() {
        return "baichuan-throughput";
    }

    @Override
    public String question() {
        return "how many messages a second are published and drained?";
    }

    @Override
    public void run(Report report) throws Exception {
        List<Double> batches = new ArrayList<>();
        List<Double> single = new ArrayList<>();
        List<Double> drained = new ArrayList<>();
        try (BaiChuanReplicas replicas = BaiChuanReplicas.start(1)) {
            for (int run = 0; run < WARM_UPS + RUNS; run++) {
                String handler = "/benchmark/drain" + run;
                batches.add(new Publisher(replicas.baichuan(0), handler).inBatches(MESSAGES));
                drained.add(drain(replicas.baichuan(0), handler));
                single.add(
                        new Publisher(replicas.baichuan(0), "/benchmark/single" + run).oneByOne(MESSAGES, CONNECTIONS));
            }
        }
        report.figure("published in batches of 1 000 over 4 connections", warm(batches), "messages/s");
        report.figure("published one by one over 16 connections", warm(single), "messages/s");
        report.figure("20 000 drained by one worker process, every outcome acknowledged", warm(drained), "messages/s");
    }

    private static Samples warm(List<Double> runs) {
        return samples(runs.subList(WARM_UPS, runs.size()));
    }

    static Samples samples(List<Double> runs) {
        return new Samples(runs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double drain(URI baichuan, String handler) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(MESSAGES);
        long start = SteadyClock.system().nanos();
        try (Worker worker = Worker.at(baichuan.toString())
                .token(Login.credential().token())
                .concurrency(CONCURRENCY)
                .handle(handler, invocation -> {
                    left.countDown();
                    return DONE;
                })
                .start()) {
            if (!left.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(left.getCount() + " messages were not executed");
            }
        }
        return MESSAGES / ((SteadyClock.system().nanos() - start) / 1e9);
    }
}
