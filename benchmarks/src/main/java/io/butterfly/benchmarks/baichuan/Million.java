package io.butterfly.benchmarks.baichuan;

import io.butterfly.benchmarks.Benchmark;
import io.butterfly.benchmarks.Report;
import io.butterfly.benchmarks.Samples;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A queue of a few thousand and one of a million messages. */
public final class Million implements Benchmark {
    private static final int FEW = 4_000;
    private static final int MANY = 1_000_000;
    private static final int CALLS = 1_000;
    private static final int WARM_UPS = 4;
    private static final String HANDLER = "{\"handler\":\"/benchmark/million\",\"state\":\"queued\"}";

    @Override
    public String name() {
        return "baichuan-million";
    }

    @Override
    public String question() {
        return "what does a queue of 1 000 000 messages cost?";
    }

    @Override
    public void run(Report report) throws Exception {
        try (BaiChuanReplicas replicas = BaiChuanReplicas.start(1);
                Connection connection = new Connection(replicas.baichuan(0))) {
            Publisher publisher = new Publisher(replicas.baichuan(0), "/benchmark/million");
            for (int i = 0; i < WARM_UPS; i++) {
                publisher.inBatches(FEW);
                claims(connection);
                lists(connection);
            }
            measure(report, replicas, connection, "about 12 000 queued");
            report.note("published: " + Samples.figure(publisher.inBatches(MANY)) + " messages/s");
            claims(connection);
            measure(report, replicas, connection, "1 000 000 queued");
        }
    }

    private static void measure(Report report, BaiChuanReplicas replicas, Connection connection, String what)
            throws IOException {
        report.figure(what + ": claim of one message", claims(connection), "ms");
        report.figure(what + ": queue_list", lists(connection), "ms");
        report.figure(what + ": task_list, its first page", calls(connection, "/baichuan/task_list", HANDLER), "ms");
        report.note(what + ": live heap of BaiChuan's process " + replicas.liveHeapMegabytes() + " MB, resident "
                + replicas.residentMegabytes() + " MB");
    }

    private static Samples claims(Connection connection) throws IOException {
        return calls(
                connection,
                "/baichuan/worker_claim",
                "{\"worker\":\"benchmark:0:1\",\"handlers\":[\"/benchmark/million\"]}");
    }

    private static Samples lists(Connection connection) throws IOException {
        return calls(connection, "/baichuan/queue_list", "{}");
    }

    private static Samples calls(Connection connection, String path, String body) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long asked = SteadyClock.system().nanos();
            connection.post(path, body);
            millis.add((SteadyClock.system().nanos() - asked) / 1e6);
        }
        return Throughput.samples(millis);
    }
}
