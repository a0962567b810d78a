package io.butterfly.baichuan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Workers that are processes of their own, made with the worker library, and without Micronaut on their class path. */
class KilledWorkerTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MESSAGES = LoneWorker.CONCURRENCY;

    private static RunningBaiChuan baiChuan;

    private final String handler = RunningBaiChuan.newHandler();
    private final List<Process> processes = new ArrayList<>();

    @BeforeAll
    static void start() {
        baiChuan = RunningBaiChuan.start(Map.of("baichuan.lease", "2s"));
    }

    @AfterAll
    static void stop() {
        baiChuan.close();
    }

    @AfterEach
    void endWorkers() {
        processes.forEach(Process::destroyForcibly);
    }

    /** @param work whether it answers, or holds on to its messages for ever */
    private Process worker(String work) throws IOException {
        return worker(baiChuan, work);
    }

    private Process worker(RunningBaiChuan baiChuan, String work) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        String.join(File.pathSeparator, classPath()),
                        LoneWorker.class.getName(),
                        baiChuan.url(),
                        handler,
                        work)
                .redirectErrorStream(true)
                .redirectOutput(log(work).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static Path log(String work) {
        return Path.of(System.getProperty("butterfly.test.dir", "target"), "lone-worker-" + work + ".log");
    }

    /** The handlers run: BaiChuan knows of a start before the worker does. */
    private static void awaitHeld(int messages) {
        Eventually.within(
                SOON, () -> assertThat(Files.readString(log("hold")).lines().filter(line -> line.startsWith("holding")))
                        .hasSize(messages));
    }

    /** Our own classes, Jackson and SLF4J: what the library says it needs. */
    private static List<String> classPath() {
        List<String> needed = List.of("/jackson-core-", "/jackson-databind-", "/jackson-annotations-", "/slf4j-api-");
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("common-api")
                        || entry.contains("test-classes")
                        || needed.stream().anyMatch(entry::contains))
                .toList();
    }

    @Test
    void the_messages_of_a_killed_worker_are_executed_again() throws IOException {
        List<String> ids = Stream.generate(() -> baiChuan.publish(handler, "{}"))
                .limit(MESSAGES)
                .toList();
        Process holding = worker("hold");
        awaitHeld(MESSAGES);

        holding.destroyForcibly();
        worker("answer");

        Eventually.within(SOON, () -> assertThat(ids).allSatisfy(id -> {
            JsonNode task = baiChuan.task(id);
            assertThat(task.path("stat").asText()).isEqualTo("OK");
            assertThat(task.at("/data/attempt").asInt()).isGreaterThanOrEqualTo(2);
        }));
    }

    @Test
    void a_worker_that_wakes_after_its_leases_ran_out_overwrites_nothing() throws IOException, InterruptedException {
        List<String> ids = Stream.generate(() -> baiChuan.publish(handler, "{}"))
                .limit(MESSAGES)
                .toList();
        Process asleep = worker("hold");
        awaitHeld(MESSAGES);

        signal(asleep, "STOP");
        Process second = worker("answer");
        Eventually.within(SOON, () -> assertThat(ids)
                .allSatisfy(id -> assertThat(attempt(id)).isGreaterThanOrEqualTo(2)));
        List<Integer> attempts = ids.stream().map(KilledWorkerTest::attempt).toList();
        second.destroyForcibly().waitFor();
        asleep.outputWriter().append('\n').flush();
        signal(asleep, "CONT");

        String next = baiChuan.publish(
                handler, "{}"); // when the woken worker has answered this, it has sent its late answers
        Eventually.within(SOON, () -> assertThat(attempt(next)).isPositive());
        assertThat(ids)
                .as("its answers say 1")
                .extracting(KilledWorkerTest::attempt)
                .isEqualTo(attempts);
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static int attempt(String id) {
        return baiChuan.task(id).at("/data/attempt").asInt();
    }

    @Test
    void a_worker_that_is_told_to_stop_gives_back_what_it_cannot_finish() throws IOException {
        String id = baiChuan.publish(handler, "{}");
        Process holding = worker(Life.baiChuan, "hold");
        awaitHeld(1);

        holding.destroy();
        worker(Life.baiChuan, "answer");

        Eventually.within(
                SOON,
                () -> assertThat(baiChuan.task(id).at("/data/attempt").asInt()).isEqualTo(1));
    }
}
