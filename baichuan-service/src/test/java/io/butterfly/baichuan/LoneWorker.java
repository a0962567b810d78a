package io.butterfly.baichuan;

import io.butterfly.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * A worker as a user writes it: {@code LoneWorker <baichuan> <handler> answer|hold}; one that holds goes on when a line
 * is typed.
 */
public final class LoneWorker {
    static final int CONCURRENCY = 100;

    private LoneWorker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        try {
            Class.forName("io.micronaut.context.ApplicationContext");
            throw new IllegalStateException("Micronaut is on the class path");
        } catch (ClassNotFoundException e) {
            System.out.println("no Micronaut here");
        }
        CountDownLatch typed = new CountDownLatch(1);
        CompletableFuture<Worker> worker = new CompletableFuture<>();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> worker.join().close())); // there before the first message is
        worker.complete(Worker.at(args[0])
                .handle(args[1], invocation -> {
                    if (args[2].equals("hold")) {
                        System.out.println("holding " + invocation.taskId());
                        typed.await();
                    }
                    return Map.of("stat", "OK", "data", Map.of("attempt", invocation.attempt()));
                })
                .concurrency(CONCURRENCY)
                .drainPatience(Duration.ofMillis(200))
                .start());
        System.in.read();
        typed.countDown();
        new CountDownLatch(1).await();
    }
}
