package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.process.Ports;
import io.butterfly.xingqiao.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The service in a process whose heap holds far less than its jobs' replies. With {@code -Dbutterfly.test.large.jobs=20
 * -Dbutterfly.test.large.items=1000 -Dbutterfly.test.large.heap=256m} it is twenty gigabytes.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("small-heap.log")
@Order(3)
class SmallHeapTest {
    static final int JOBS = Integer.getInteger("butterfly.test.large.jobs", 1);
    static final int ITEMS = Integer.getInteger("butterfly.test.large.items", 160);
    static final String HEAP = System.getProperty("butterfly.test.large.heap", "128m");
    static final String REPLY = "concat('{\"stat\":\"OK\",\"p\":\"', repeat('x', 1000000), '\"}')";
    static final Duration PATIENCE = Duration.ofMinutes(2);

    final HttpClient http = HttpClient.newHttpClient();
    final int port = Ports.free();
    final TestDatabase database = TestDatabase.create();
    Process process;

    @BeforeEach
    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "io.butterfly.xingqiao.XingQiao");
        builder.environment()
                .putAll(Map.of(
                        "BUTTERFLY_PORT",
                        Integer.toString(port),
                        "BUTTERFLY_MYSQL_URL",
                        Servers.mariaDb().jdbcUrl(database.name()),
                        "BUTTERFLY_MYSQL_USER",
                        Servers.mariaDb().user(),
                        "BUTTERFLY_MYSQL_PASSWORD",
                        Servers.mariaDb().password(),
                        "BUTTERFLY_BAICHUAN_URL",
                        "http://127.0.0.1:" + Ports.free()));
        Path log = Files.createDirectories(Path.of(System.getProperty("butterfly.test.dir", "target")))
                .resolve("small-heap.log");
        process = builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        Eventually.until(PATIENCE, () -> isReady());
    }

    private boolean isReady() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/readiness"))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    @AfterEach
    void stop() throws InterruptedException {
        process.destroyForcibly().waitFor();
        database.execute("drop database " + database.name());
    }

    @Test
    void lists_whose_replies_do_not_fit_into_memory_fail_and_all_of_them_can_be_looked_at() throws Exception {
        List<Long> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(create());
        }
        for (long job : jobs) {
            finishItems(job);
            Eventually.until(PATIENCE, () -> stat(job).equals("failed ERR_TASK_RESULT_TOO_LARGE"));
        }

        for (long job : jobs) {
            assertThat(read("/xingqiao/list_tasks?job_id=" + job)).isGreaterThan(ITEMS * 1_000_000L);
            assertThat(read("/xingqiao/get_graph?format=svg&job_id=" + job)).isPositive();
            assertThat(call("/xingqiao/job_action", "{\"job_id\":" + job + "}")
                            .at("/task_status/finished_count")
                            .asInt())
                    .isEqualTo(ITEMS);
            assertThat(call("/xingqiao/retry_job", "{\"job_id\":" + job + "}")
                            .path("stat")
                            .asText())
                    .isEqualTo("OK");
            Eventually.until(PATIENCE, () -> stat(job).equals("failed ERR_TASK_RESULT_TOO_LARGE"));
        }
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_page_of_jobs_whose_results_do_not_fit_into_memory_is_listed() throws Exception {
        long first = create();
        database.execute("""
        insert into workflow_job (job_client, job_namespace, job_reqid, job_name, job_status, job_type, job_tags, ret_stat, ret_data, job_cost, job_extra,
                                  job_timeout, job_lock, exe_id, operator, is_valid, c_time, s_time, e_time, u_time)
        select job_client, 'large', concat('r', task_id), concat('r', task_id), 'finished', job_type, job_tags, 'OK', %s, 1, '{}',
               60, '', 1, operator, 1, job.c_time, job.s_time, e_time, job.u_time
          from workflow_job job join workflow_task on workflow_task.job_id = job.job_id
         where job.job_id = %d and parent_task_id is not null
        """.formatted(REPLY, first));

        assertThat(read("/xingqiao/list_jobs?job_namespace=large&page_size=1000"))
                .isGreaterThan(ITEMS * 1_000_000L);
        assertThat(call("/xingqiao/retry_jobs", "{\"job_namespace\":\"large\",\"page_size\":1000}")
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(process.isAlive()).isTrue();
    }

    /** Its items have started; no BaiChuan takes them. */
    private long create() throws Exception {
        String items = "[" + "0,".repeat(ITEMS - 1) + "0]";
        String extra = "{\"items\":" + items + ",\"tasks\":[{\"label\":\"each\",\"foreach\":{\"in\":\"job.items\"}}]}";
        return call(
                        "/xingqiao/create_job",
                        "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":" + extra + "}")
                .path("job_id")
                .asLong();
    }

    /** As if all of them had ended, and no turn of the job had come since. */
    private void finishItems(long job) {
        database.execute(
                "update workflow_task set task_status = 'finished', ret_data = " + REPLY
                        + " where parent_task_id is not null and job_id = " + job,
                "update workflow_job set exe_id = exe_id + 1, next_check_at = 1 where job_id = " + job);
    }

    private String stat(long job) {
        return database.ask("select concat(job_status, ' ', ret_stat) from workflow_job where job_id = " + job);
    }

    private JsonNode call(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return Json.tree(http.send(request, BodyHandlers.ofString()).body());
    }

    /** How many bytes are answered. */
    private long read(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        try (InputStream body = http.send(request, BodyHandlers.ofInputStream()).body()) {
            return body.transferTo(OutputStream.nullOutputStream());
        }
    }
}
