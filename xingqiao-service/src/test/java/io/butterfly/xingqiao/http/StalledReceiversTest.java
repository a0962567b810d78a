package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Receivers of notices that do not answer, and what becomes of the others meanwhile. */
@Execution(ExecutionMode.CONCURRENT)
@Order(7)
class StalledReceiversTest {
    static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path plugins;

    final AtomicInteger stalled = new AtomicInteger();
    final AtomicInteger served = new AtomicInteger();
    final List<Long> asked = new CopyOnWriteArrayList<>();
    final TestDatabase database = TestDatabase.create();
    HttpServer stalling;
    HttpServer serving;
    HttpServer baichuan;
    EmbeddedServer server;
    Http http;

    @BeforeEach
    void start() throws IOException {
        stalling = listen(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            stalled.incrementAndGet();
        });
        serving = listen(exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            served.incrementAndGet();
        });
        baichuan = listen(exchange -> {
            boolean isNotice = exchange.getRequestURI().getPath().equals("/baichuan/task_create");
            if (new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .contains("/unserved/changes")) {
                asked.add(System.nanoTime());
            }
            byte[] answer = "{\"stat\":\"OK\",\"data\":{\"task_id\":\"x\",\"created\":false,\"status\":\"queued\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(isNotice ? 200 : 503, isNotice ? answer.length : -1);
            exchange.getResponseBody().write(isNotice ? answer : new byte[0]);
            exchange.close();
        });
        workflow(
                "stalled",
                "{webhook: \"http://127.0.0.1:" + stalling.getAddress().getPort() + "/a\"}");
        workflow(
                "served", "{webhook: \"http://127.0.0.1:" + serving.getAddress().getPort() + "/b\"}");
        workflow("unserved", "{handler: /unserved/changes}");
        server = database.server(Map.of(
                "xingqiao.plugins",
                plugins.toString(),
                "butterfly.baichuan.url",
                "http://127.0.0.1:" + baichuan.getAddress().getPort()));
        http = new Http(server);
    }

    static HttpServer listen(HttpHandler handler) throws IOException {
        HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        listener.createContext("/", handler);
        listener.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        listener.start();
        return listener;
    }

    void workflow(String name, String notifier) throws IOException {
        Files.writeString(
                plugins.resolve(name + ".yaml"),
                "name: " + name + "\nnotifier: " + notifier + "\ntasks: [{label: a, cmd: /test/work}]\n");
    }

    @AfterEach
    void stop() {
        server.close();
        List.of(stalling, serving, baichuan).forEach(it -> it.stop(0));
    }

    @Test
    void a_thousand_notices_to_one_that_sends_only_heads_keep_no_other_one_waiting() {
        long job = create("stalled");
        database.execute("""
        insert into workflow_notice (job_id, notifier, receiver, job, written_at, due_at)
        with recursive n as (select 1 as i union all select i + 1 from n where i < 1000)
        select -n.i, notifier, receiver, job, written_at, 0 from workflow_notice, n where job_id = %d
        """.formatted(job));
        Eventually.until(LIMIT, () -> stalled.get() >= 8);

        for (int i = 0; i < 20; i++) {
            create("served");
        }
        Eventually.until(LIMIT, () -> served.get() >= 20);
        assertThat(count("failures = 0 and receiver like '%:"
                        + stalling.getAddress().getPort() + "%'"))
                .isGreaterThan(0);

        Eventually.until(LIMIT, () -> count("failures > 0") >= 8);
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(count("failures = 0 and due_at > unix_timestamp(now(3)) * 1000"))
                .as("leases that are not needed any more")
                .isZero();
    }

    @Test
    void a_deleted_jobs_notices_are_deleted() {
        long job = create("stalled");
        Eventually.until(LIMIT, () -> stalled.get() >= 1);

        http.post("/xingqiao/delete_job", "{\"job_id\":" + job + "}");

        assertThat(count("job_id = " + job)).isZero();
    }

    @Test
    void a_message_that_no_worker_takes_is_asked_for_at_growing_pauses() {
        create("unserved");

        Eventually.until(LIMIT, () -> asked.size() >= 5);

        assertThat(Duration.ofNanos(asked.get(4) - asked.get(0)))
                .as("0.3, 0.6, 1.2 and 2.4 s")
                .isGreaterThan(Duration.ofMillis(3_500));
    }

    long create(String type) {
        return http.post("/xingqiao/create_job", "{\"job_namespace\":\"n\",\"job_type\":\"" + type + "\"}")
                .get("job_id")
                .asLong();
    }

    int count(String condition) {
        return Integer.parseInt(database.ask("select count(*) from workflow_notice where " + condition));
    }
}
