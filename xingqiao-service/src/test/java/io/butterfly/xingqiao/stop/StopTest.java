package io.butterfly.xingqiao.stop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.embedded.service.ServiceModule;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.xingqiao.support.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** SIGTERM while workflows run. All leases are so long that what waits for one fails the test. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the services of StopTest")
@Order(4)
class StopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path plugins;

    static ServiceProcess baiChuan;
    static ServiceProcess xingQiao;

    @BeforeAll
    static void start() throws Exception {
        StringBuilder tasks = new StringBuilder("name: row\ntasks:\n- {label: t1, cmd: /demo_api/ping}\n");
        IntStream.rangeClosed(2, 30)
                .forEach(i ->
                        tasks.append("- {label: t%d, cmd: /demo_api/ping, dependencies: [t%d]}\n".formatted(i, i - 1)));
        Files.writeString(plugins.resolve("row.yaml"), tasks);
        TestDatabase database = TestDatabase.create();
        baiChuan = ServiceProcess.start(
                ServiceModule.BAICHUAN,
                Map.of(
                        "BUTTERFLY_REDIS_URL",
                        Servers.redis().url(),
                        "BAICHUAN_LEASE",
                        "600s",
                        "BAICHUAN_PUSH_LEASE",
                        "600s"));
        xingQiao = ServiceProcess.start(
                ServiceModule.XINGQIAO,
                Map.of(
                        "BUTTERFLY_MYSQL_URL", Servers.mariaDb().jdbcUrl(database.name()),
                        "BUTTERFLY_MYSQL_USER", Servers.mariaDb().user(),
                        "BUTTERFLY_MYSQL_PASSWORD", Servers.mariaDb().password(),
                        "BUTTERFLY_BAICHUAN_URL", baiChuan.url(),
                        "XINGQIAO_PLUGINS", plugins.toString()));
    }

    @AfterAll
    static void end() {
        xingQiao.close();
        baiChuan.close();
    }

    @Test
    void of_xingqiao_costs_no_task_a_second_start_and_no_lease() throws Exception {
        stopInTheMiddle(xingQiao);
    }

    @Test
    void of_baichuan_costs_no_task_a_second_start_and_no_lease() throws Exception {
        stopInTheMiddle(baiChuan);
    }

    private static void stopInTheMiddle(ServiceProcess service) throws Exception {
        List<Long> jobs = IntStream.range(0, 20).mapToObj(i -> create()).toList();
        Eventually.until(LIMIT, () -> isAnyTaskFinished(jobs.getLast()));

        service.stop();
        List<String> log = Files.readAllLines(service.log());
        service.startAgain();

        Eventually.within(LIMIT, () -> assertThat(jobs).allMatch(job -> call("get_job_detail", job)
                .at("/data/job_status")
                .asText()
                .equals("finished")));
        assertThat(jobs).allSatisfy(job -> assertThat(tasks(job))
                .hasSize(30)
                .allMatch(task -> task.path("task_reqid").asText().endsWith("-1")));
        assertThat(log)
                .noneMatch(line -> line.startsWith("\tat ") || line.contains(" ERROR "))
                .anyMatch(line -> line.contains("stopped"));
    }

    private static long create() {
        JsonNode reply =
                post("/xingqiao/create_job", "{\"job_namespace\":\"ns\",\"job_type\":\"row\",\"job_extra\":{}}");
        assertThat(reply.path("stat").asText()).isEqualTo("OK");
        return reply.path("job_id").asLong();
    }

    private static boolean isAnyTaskFinished(long job) {
        return tasks(job).stream()
                .anyMatch(task -> task.path("task_status").asText().equals("finished"));
    }

    private static List<JsonNode> tasks(long job) {
        return StreamSupport.stream(call("list_tasks", job).at("/data/list").spliterator(), false)
                .toList();
    }

    private static JsonNode call(String name, long job) {
        return post("/xingqiao/" + name, "{\"job_id\":" + job + "}");
    }

    private static JsonNode post(String path, String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(xingQiao.url() + path))
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return Json.tree(HTTP.send(request, BodyHandlers.ofString()).body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
