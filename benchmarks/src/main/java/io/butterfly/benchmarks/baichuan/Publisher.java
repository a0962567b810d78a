package io.butterfly.benchmarks.baichuan;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Publishes small messages over several connections at once; each method returns how many a second were acknowledged.
 */
final class Publisher {
    private static final int BATCH = 1_000;
    private static final int BATCH_CONNECTIONS = 4;

    private final URI baichuan;
    private final String handler;

    Publisher(URI baichuan, String handler) {
        this.baichuan = baichuan;
        this.handler = handler;
    }

    /** @param count a multiple of 4 000 */
    double inBatches(int count) throws Exception {
        String task = task("{\"order\":12345,\"name\":\"tea\"}");
        String batch =
                "{\"tasks\":[" + IntStream.range(0, BATCH).mapToObj(i -> task).collect(Collectors.joining(",")) + "]}";
        return count
                / seconds(BATCH_CONNECTIONS, connection -> {
                    for (int i = 0; i < count / BATCH / BATCH_CONNECTIONS; i++) {
                        connection.post("/baichuan/task_create_batch", batch);
                    }
                });
    }

    /** @param count a multiple of the connections */
    double oneByOne(int count, int connections) throws Exception {
        String task = task("{\"order\":12345,\"name\":\"tea\"}");
        return count
                / seconds(connections, connection -> {
                    for (int i = 0; i < count / connections; i++) {
                        connection.post("/baichuan/task_create", task);
                    }
                });
    }

    private String task(String params) {
        return "{\"handler\":\"%s\",\"params\":%s}".formatted(handler, params);
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws IOException;
    }

    private double seconds(int connections, Work work) throws Exception {
        try (VirtualThreads threads = new VirtualThreads("publisher", Duration.ofMinutes(10))) {
            List<Future<?>> running = new ArrayList<>();
            long start = SteadyClock.system().nanos();
            for (int i = 0; i < connections; i++) {
                running.add(threads.executor().submit(() -> {
                    try (Connection connection = new Connection(baichuan)) {
                        work.on(connection);
                        return null;
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return (SteadyClock.system().nanos() - start) / 1e9;
        }
    }
}
