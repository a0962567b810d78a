package io.butterfly.benchmarks.xingqiao;

import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.RunningSetUp;
import io.butterfly.benchmarks.Samples;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Jobs of no-op tasks in the whole set-up: one XingQiao, one BaiChuan that executes the tasks, both databases and RuQi
 * on the same machine.
 */
public final class Workflows implements Benchmark {
    private static final int RUNS = Integer.getInteger("butterfly.benchmark.runs", 9);
    /** The compilers of three JVMs share the cores with what is measured until they are done. */
    private static final int WARM_UPS = Integer.getInteger("butterfly.benchmark.warm-ups", 150);

    private static final int CONNECTIONS = 16;
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "xingqiao-workflows";
    }

    @Override
    public String question() {
        return "how long does a job take, and how many a second are there?";
    }

    @Override
    public void run(Report report) throws Exception {
        try (RunningSetUp setUp = RunningSetUp.start("--ruqi-replicas", "1")) {
            writeWorkflows(setUp.data().resolve("plugins"));
            XingQiaoCalls calls = new XingQiaoCalls(setUp.uri("xingqiao-1", ""));
            calls.awaitWorkflow("bench_forty");
            calls.awaitWorkflow("bench_fan");
            Samples cold = measure(1, () -> one(calls, "bench_forty"));
            measure(WARM_UPS, () -> one(calls, "bench_forty"));
            report.figure("40 sequential tasks, the first job after the start", cold, "s");
            report.figure(
                    "40 sequential tasks, from create_job to finished",
                    measure(RUNS, () -> one(calls, "bench_forty")),
                    "s");
            measure(WARM_UPS / 10, () -> one(calls, "bench_fan"));
            report.figure("1 to 200 to 1", measure(RUNS, () -> one(calls, "bench_fan")), "s");
            measure(WARM_UPS / 10, () -> many(calls, 100));
            report.figure(
                    "100 two-task jobs at once, until all have finished", measure(RUNS, () -> many(calls, 100)), "s");
            Samples thousand = measure(Math.max(3, RUNS / 3), () -> many(calls, 1_000));
            report.figure("1 000 two-task jobs at once, until all have finished", thousand, "s");
            report.note(Samples.figure(1_000 / thousand.median()) + " two-task jobs a second");
        }
    }

    private static void writeWorkflows(Path folder) throws IOException {
        String forty = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> task("t" + i, i == 1 ? "" : "t" + (i - 1)))
                .collect(Collectors.joining());
        String wide = IntStream.rangeClosed(1, 200)
                .mapToObj(i -> task("t" + i, "first"))
                .collect(Collectors.joining());
        String all = IntStream.rangeClosed(1, 200).mapToObj(i -> "t" + i).collect(Collectors.joining(", "));
        Files.writeString(folder.resolve("bench_forty.yaml"), "name: bench_forty\ntasks:\n" + forty);
        Files.writeString(
                folder.resolve("bench_fan.yaml"),
                "name: bench_fan\ntasks:\n" + task("first", "") + wide + task("last", all));
    }

    private static String task(String label, String dependencies) {
        return "  - {label: %s, cmd: /demo_api/ping, dependencies: [%s]}%n".formatted(label, dependencies);
    }

    private static Samples measure(int runs, Callable<Double> run) throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            seconds.add(run.call());
        }
        return new Samples(seconds.stream().flatMapToDouble(DoubleStream::of).toArray());
    }

    private static double one(XingQiaoCalls calls, String type) {
        long start = SteadyClock.system().nanos();
        calls.awaitEnd(calls.create("one", type).get("job_id").asLong());
        return (SteadyClock.system().nanos() - start) / NANOS;
    }

    private static double many(XingQiaoCalls calls, int jobs) throws ExecutionException, InterruptedException {
        String namespace = "many-" + SteadyClock.system().nanos();
        Semaphore connections = new Semaphore(CONNECTIONS);
        long start = SteadyClock.system().nanos();
        try (VirtualThreads threads = new VirtualThreads("create", Duration.ofMinutes(1))) {
            List<Future<?>> created = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                connections.acquire();
                created.add(threads.start(() -> {
                    calls.create(namespace, "ping");
                    connections.release();
                }));
            }
            for (Future<?> one : created) {
                one.get();
            }
            calls.awaitEnd(namespace, jobs);
        }
        return (SteadyClock.system().nanos() - start) / NANOS;
    }
}
