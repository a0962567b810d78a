package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.process.Ports;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole system through its one port, with processes that die. */
class ChainIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration AFTER_A_CRASH = Duration.ofMinutes(4);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSS]");

    @TempDir
    static Path dir;

    private static RunningSetUp setUp;

    @BeforeAll
    static void start() throws Exception {
        setUp = RunningSetUp.start(dir.resolve("data"), Ports.free(), Map.of("BAICHUAN_LEASE", "3s"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (setUp != null) {
            setUp.stop();
        }
    }

    @Test
    void every_process_has_a_pid_file_a_port_and_answers_its_probes() throws Exception {
        assertThat(setUp.ports().stringPropertyNames())
                .containsExactlyInAnyOrder(
                        "mariadb", "redis", "baichuan-1", "xingqiao-1", "ruqi-1", "ruqi-2", "gateway");
        Eventually.within(
                AFTER_A_CRASH,
                () -> { // another test may just have killed one
                    assertThat(setUp.processes()).hasSize(6).allMatch(ProcessHandle::isAlive);
                    for (String name : List.of("baichuan-1", "xingqiao-1", "ruqi-1", "ruqi-2", "gateway")) {
                        assertThat(setUp.status(name, "/health/liveness"))
                                .as(name)
                                .isEqualTo(200);
                        assertThat(setUp.status(name, "/health/readiness"))
                                .as(name)
                                .isEqualTo(200);
                    }
                });
    }

    @Test
    void while_a_service_hangs_the_gateway_is_ready_for_the_others() throws Exception {
        setUp.signal("baichuan-1", "STOP");
        try {
            assertThat(setUp.status("gateway", "/health/readiness")).isEqualTo(200);
            assertThat(setUp.status("gateway", "/health/services")).isEqualTo(503);
            assertThat(setUp.get("/ruqi/job_list").path("stat").asText()).isEqualTo("OK");
            assertThat(setUp.get("/xingqiao/list_jobs").path("stat").asText()).isEqualTo("OK");
        } finally {
            setUp.signal("baichuan-1", "CONT");
        }
        Eventually.within(AFTER_A_CRASH, () -> assertThat(setUp.status("gateway", "/health/services"))
                .isEqualTo(200));
    }

    @Test
    void a_message_is_executed_and_its_result_kept() throws Exception {
        JsonNode created = setUp.post(
                "/baichuan/task_create", Map.of("handler", "/demo_api/hello", "params", Map.of("str_info", "hi")));
        String id = created.at("/data/task_id").asText();

        Eventually.within(SOON, () -> {
            JsonNode message = setUp.get("/baichuan/task_get?task_id=" + id);
            assertThat(message.toString()).contains("\"finished\"").contains("\"str_info\":\"hi\"");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"str_info\":\"ceshi\"}"})
    void a_workflow_finishes(String extra) throws Exception {
        JsonNode created = extra.equals("{}")
                ? createJob(Map.of("job_type", "ping"))
                : createJob(Map.of("job_type", "hello", "job_extra", Map.of("str_info", "ceshi")));

        Eventually.within(SOON, () -> assertThat(status(created)).isEqualTo("finished"));
    }

    @Test
    void no_second_is_missing_or_double_when_a_replica_is_killed() throws Exception {
        addJob("every_second", "interval", "1s", "/demo_api/hello#{\"str_info\":\"x\"}");
        Eventually.until(SOON.plusSeconds(10), () -> schedulers("every_second").size() == 2);
        int before = dueTimes("every_second").size();

        setUp.kill("ruqi-1");

        Eventually.until(SOON.plusSeconds(10), () -> dueTimes("every_second").size() >= before + 10);
        setUp.post("/ruqi/job_remove", Map.of("job_id", "every_second"));
        List<LocalDateTime> due = dueTimes("every_second").stream().sorted().toList();
        for (int i = 1; i < due.size(); i++) {
            assertThat(ChronoUnit.MILLIS.between(due.get(i - 1), due.get(i)))
                    .as("between %s and %s", due.get(i - 1), due.get(i))
                    .isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xingqiao-1", "baichuan-1"})
    void twenty_workflows_finish_when_a_service_is_killed_among_them(String victim) throws Exception {
        List<JsonNode> jobs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            jobs.add(createJob(Map.of("job_type", "hello", "job_extra", Map.of("str_info", "job " + i))));
        }

        setUp.kill(victim);

        Eventually.within(AFTER_A_CRASH, () -> {
            for (JsonNode job : jobs) {
                assertThat(status(job)).isEqualTo("finished");
            }
        });
    }

    @Test
    void a_workflow_can_be_put_off() throws Exception {
        String soon = LocalDateTime.now().plusSeconds(2).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"));
        addJob(
                "later",
                "date",
                soon,
                "/xingqiao/create_job#{\"job_namespace\":\"it\",\"job_type\":\"ping\",\"job_name\":\"put_off\",\"job_extra\":{}}");

        Eventually.within(SOON, () -> {
            JsonNode found = setUp.get("/xingqiao/list_jobs?job_name=put_off").at("/data/list");
            assertThat(found).hasSize(1);
            assertThat(found.get(0).path("job_status").asText()).isEqualTo("finished");
        });
    }

    @Test
    void one_trace_goes_from_a_firing_through_the_workflow_to_the_handlers() throws Exception {
        addJob(
                "traced",
                "date",
                "now",
                "/xingqiao/create_job#{\"job_namespace\":\"it\",\"job_type\":\"ping\",\"job_name\":\"traced\",\"job_extra\":{}}");

        Eventually.within(SOON, () -> {
            String trace = history("traced").at("/0/trace_id").asText();
            JsonNode job = setUp.get("/xingqiao/list_jobs?job_name=traced").at("/data/list/0");
            JsonNode task = setUp.get("/xingqiao/get_tasklist_by_jobid?job_id="
                            + job.path("job_id").asInt())
                    .at("/data/list/0");
            JsonNode message = setUp.get(
                    "/baichuan/task_get?task_id=" + task.path("task_reqid").asText());

            assertThat(trace).matches("[0-9A-F]{32}");
            assertThat(message.toString()).contains("\"finished\"", "\"trace_id\":\"" + trace + "\"");
        });
    }

    @Test
    void a_script_leaves_its_output_in_the_history() throws Exception {
        addJob("script", "date", "now", "bash scripts/hello.sh there");

        Eventually.within(SOON, () -> assertThat(history("script").toString()).contains("hello there at"));
    }

    @Test
    void the_java_example_runs_as_its_comment_says() throws Exception {
        Process example = new ProcessBuilder(
                        Repository.ROOT.resolve("docs/examples/run-worker.sh").toString(), setUp.address())
                .redirectErrorStream(true)
                .start();

        String output = new String(example.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains(" OK {", "Wagner Street 7 x3");
        assertThat(example.waitFor()).isZero();
    }

    @Test
    void a_second_launcher_says_in_one_line_that_the_folder_or_the_port_is_taken() throws Exception {
        int port = Integer.parseInt(setUp.ports().getProperty("gateway"));

        assertThat(complaint(dir.resolve("data"), Ports.free()))
                .matches("run.sh: .*/data is in use by another launcher \\(pid [0-9]+\\)");
        assertThat(complaint(dir.resolve("other"), port))
                .isEqualTo("run.sh: port " + port + " is in use; choose another one with --port");
    }

    private static String complaint(Path data, int port) throws Exception {
        try {
            RunningSetUp.start(data, port, Map.of()).stop();
            return "it started";
        } catch (AssertionError e) {
            return e.getMessage()
                    .lines()
                    .filter(line -> line.startsWith("run.sh:"))
                    .findFirst()
                    .orElse(e.getMessage());
        }
    }

    private static JsonNode createJob(Map<String, Object> parameters) throws Exception {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("job_namespace", "it");
        JsonNode created = setUp.post("/xingqiao/create_job", all);
        assertThat(created.path("stat").asText()).as(created.toString()).isEqualTo("OK");
        return created;
    }

    private static String status(JsonNode created) throws Exception {
        return setUp.get("/xingqiao/get_job_detail?job_id="
                        + created.path("job_id").asInt())
                .at("/data/job_status")
                .asText();
    }

    private static void addJob(String id, String trigger, String rule, String command) throws Exception {
        JsonNode added = setUp.post(
                "/ruqi/job_add",
                Map.of("job_trigger", trigger, "job_id", id, "job_name", "it", "cmd", command, "rule", rule));
        assertThat(added.path("stat").asText()).as(added.toString()).isEqualTo("OK");
    }

    private static JsonNode history(String id) throws Exception {
        return setUp.get("/ruqi/get_history?job_id=" + id + "&page_index=1&page_size=200")
                .at("/data/list");
    }

    private static List<LocalDateTime> dueTimes(String id) throws Exception {
        return StreamSupport.stream(history(id).spliterator(), false)
                .map(row -> LocalDateTime.parse(row.path("due_time").asText(), TIME))
                .toList();
    }

    private static List<String> schedulers(String id) throws Exception {
        return StreamSupport.stream(history(id).spliterator(), false)
                .map(row -> row.path("scheduler_name").asText())
                .distinct()
                .toList();
    }
}
