package io.butterfly.benchmarks.baichuan;

import io.butterfly.api.Reply;
import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.worker.Worker;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How long the messages of a worker that was killed wait for another one. */
public final class KilledWorker implements Benchmark {
    private static final int RUNS = 3;
    private static final int MESSAGES = 100;
    private static final int LEASE_SECONDS = 5;

    @Override
    public String name() {
        return "baichuan-killed-worker";
    }

    @Override
    public String question() {
        return "a worker that holds 100 messages is killed (lease 5 s): when has another executed all of them?";
    }

    @Override
    public void run(Report report) throws Exception {
        List<Double> seconds = new ArrayList<>();
        try (BaiChuanReplicas replicas = BaiChuanReplicas.start(1, "BAICHUAN_LEASE", LEASE_SECONDS + "s")) {
            for (int run = 0; run < RUNS; run++) {
                seconds.add(seconds(replicas.baichuan(0), "/benchmark/killed" + run));
            }
        }
        report.figure(
                "from the kill until the last of 100 was executed again, lease 5 s", Throughput.samples(seconds), "s");
    }

    private static double seconds(URI baichuan, String handler) throws Exception {
        try (Connection publisher = new Connection(baichuan)) {
            for (int i = 0; i < MESSAGES; i++) {
                publisher.post("/baichuan/task_create", "{\"handler\":\"%s\",\"params\":{}}".formatted(handler));
            }
        }
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        baichuan.toString(),
                        handler)
                .start();
        try (BufferedReader output = holder.inputReader()) {
            while (!"all".equals(output.readLine())) {
                if (!holder.isAlive()) {
                    throw new IllegalStateException("the worker to be killed ended by itself");
                }
            }
        }
        return killed(baichuan, handler, holder);
    }

    private static double killed(URI baichuan, String handler, Process holder) throws InterruptedException {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        CountDownLatch left = new CountDownLatch(MESSAGES);
        try (Worker worker = Worker.at(baichuan.toString())
                .concurrency(MESSAGES)
                .handle(handler, invocation -> {
                    if (ids.add(invocation.taskId())) {
                        left.countDown();
                    }
                    return Reply.ok();
                })
                .start()) {
            long killed = SteadyClock.system().nanos();
            holder.destroyForcibly();
            if (!left.await(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException(left.getCount() + " messages were lost");
            }
            return (SteadyClock.system().nanos() - killed) / 1e9;
        }
    }

    /** A process of its own that takes messages and keeps them. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws InterruptedException {
            AtomicInteger held = new AtomicInteger();
            CountDownLatch never = new CountDownLatch(1);
            Worker.at(args[0])
                    .concurrency(MESSAGES)
                    .handle(args[1], invocation -> {
                        if (held.incrementAndGet() == MESSAGES) {
                            System.out.println("all");
                        }
                        never.await();
                        return Reply.ok();
                    })
                    .start();
            never.await();
        }
    }
}
