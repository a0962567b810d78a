package io.butterfly.xingqiao.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables and rows that the Python service left, made by the manual's own statements. */
class AdoptionTest {
    static final String STARTED_JOB = """
      insert into workflow_job values (7, '10.0.0.1', 'ns', 'DEV_8E5244781FF8F2E6', 'hotkey', 'started', 'ping', '', 'OK', null, 0, '{}', 60,
        '', 4, '-', 1, '2021-06-19 12:33:04', '2021-06-19 12:33:04', '2021-06-19 12:33:04', '2021-06-19 12:33:04')
      """;
    static final String FINISHED_JOB = STARTED_JOB
            .replace("(7,", "(6,")
            .replace("'hotkey', 'started'", "'bigkey', 'finished'")
            .replace("null", "'[1]'");
    static final String STARTED_TASK = """
      insert into workflow_task values (3, 7, 'easy_task1', '4737bc6f-eb3c-4c17-a303-e0cacfb0f82c', '/demo_api/ping', null, '', '', '', 'started',
        0, '{}', 0, 'OK', null, 0, 0, 0, '2021-06-19 12:33:04', '2021-06-19 12:33:04', '2021-06-19 12:33:04')
      """;

    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        database.execute(
                Arrays.stream(manual().split(";")).filter(sql -> !sql.isBlank()).toArray(String[]::new));
        database.execute(FINISHED_JOB, STARTED_JOB, STARTED_TASK);
        for (int id : new int[] {20, 21, 22}) {
            String status = id == 20 ? "started" : "failed";
            database.execute(
                    STARTED_JOB
                            .replace("(7,", "(" + id + ",")
                            .replace("DEV_8E52", "DEV_" + id)
                            .replace("'hotkey', 'started'", "'old-" + id + "', '" + status + "'"),
                    STARTED_TASK
                            .replace("(3, 7,", "(" + (id + 100) + ", " + id + ",")
                            .replace("easy_task1", "first")
                            .replace("'started'", "'finished'")
                            .replace("'OK', null", "'OK', '{\"stat\": \"OK\", \"n\": 1}'"),
                    STARTED_TASK
                            .replace("(3, 7,", "(" + (id + 200) + ", " + id + ",")
                            .replace("easy_task1', ", "second', ")
                            .replace("'', '', '', 'started'", "'', '', 'first', '" + status + "'"));
        }
        server = database.server(Map.of());
        http = new Http(server);
    }

    static String manual() {
        try (InputStream in = AdoptionTest.class.getResourceAsStream("/manual/workflow.sql")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void their_rows_are_shown_as_they_are() {
        JsonNode job = http.get("/xingqiao/get_job_detail?job_id=6").get("data");

        assertThat(job.get("job_name").asText()).isEqualTo("bigkey");
        assertThat(job.get("c_time").asText()).isEqualTo("2021-06-19 12:33:04");
        assertThat(job.get("ret_data")).hasSize(1);
        assertThat(http.get("/xingqiao/list_jobs").at("/data/total").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(http.get("/xingqiao/list_tasks?job_id=7")
                        .at("/data/list/0/task_label")
                        .asText())
                .isEqualTo("easy_task1");
    }

    @Test
    void a_job_that_the_original_left_running_is_never_driven_and_keeps_its_name() {
        assertThat(server.getApplicationContext().getBean(DueJobs.class).take(10))
                .extracting(DueJobs.DueJob::jobReqid)
                .doesNotContain("DEV_8E5244781FF8F2E6");
        assertThat(http.get("/xingqiao/get_job_detail?job_name=hotkey")
                        .at("/data/job_status")
                        .asText())
                .isEqualTo("started");
        assertThat(create("hotkey").get("stat").asText()).isEqualTo("ERR_JOB_EXIST");
    }

    @Test
    void a_job_that_they_run_is_refused_with_a_code_of_its_own_and_can_be_ended_and_then_run_here() {
        for (String call : new String[] {"retry_job", "pause_job", "resume_job", "job_action"}) {
            assertThat(http.post("/xingqiao/" + call, "{\"job_id\":20}")
                            .get("stat")
                            .asText())
                    .as(call)
                    .isEqualTo("ERR_JOB_OTHER_ENGINE");
        }
        assertThat(http.get("/xingqiao/why?job_id=20").at("/data/job").asText()).startsWith("the Python service");

        assertThat(http.post("/xingqiao/cancel_job", "{\"job_id\":20}")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(database.ask("select concat(job_status, ' ', ret_stat) from workflow_job where job_id = 20"))
                .isEqualTo("failed ERR_JOB_CANCELLED");
        assertThat(http.post("/xingqiao/cancel_job", "{\"job_id\":20}")
                        .get("stat")
                        .asText())
                .isEqualTo("ERR_JOB_STATUS_NOT_STARTED");
        assertThat(http.post("/xingqiao/retry_job", "{\"job_id\":20}")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(tasks(20)).isEqualTo("finished,pending");
    }

    @Test
    void a_failed_job_of_theirs_is_run_here_when_it_is_retried_and_keeps_what_has_finished() {
        assertThat(http.post("/xingqiao/retry_job", "{\"job_id\":21}")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");

        assertThat(database.ask("select job_status from workflow_job where job_id = 21"))
                .isEqualTo("started");
        assertThat(tasks(21)).isEqualTo("finished,pending");
        assertThat(database.ask("select task_reqid from workflow_task where task_id = 221"))
                .startsWith("DEV_21")
                .endsWith("-221-1");

        assertThat(http.post("/xingqiao/retry_task", "{\"job_id\":22,\"task_label\":\"first\"}")
                        .get("stat")
                        .asText())
                .isEqualTo("OK");
        assertThat(tasks(22)).isEqualTo("pending,waiting");
    }

    private static String tasks(int job) {
        return database.ask(
                "select group_concat(task_status order by task_id) from workflow_task where job_id = " + job);
    }

    @Test
    void new_jobs_live_beside_them_with_characters_that_the_old_tables_could_not_hold() {
        JsonNode reply = create("🦋");

        assertThat(reply.get("stat").asText()).isEqualTo("OK");
        assertThat(reply.get("job_id").asLong()).isGreaterThan(7);
    }

    @Test
    void have_the_same_columns_as_tables_made_here() {
        TestDatabase fresh = TestDatabase.create();
        fresh.context().close();

        for (String table : new String[] {"workflow_job", "workflow_task"}) {
            assertThat(shape(database, table)).isEqualTo(shape(fresh, table));
        }
    }

    @Test
    void keep_a_migration_history_of_their_own_so_that_ruqi_can_share_the_database() {
        assertThat(database.ask("select count(*) from flyway_xingqiao where success = 1 and version is not null"))
                .isNotEqualTo("0");
    }

    private static String shape(TestDatabase of, String table) {
        return of.ask("""
        select group_concat(concat_ws(' ', column_name, column_type, is_nullable, ifnull(character_set_name, '-')) order by ordinal_position separator '; ')
          from information_schema.columns where table_schema = '%s' and table_name = '%s'
        """.formatted(of.name(), table));
    }

    private static JsonNode create(String name) {
        return http.post(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_name\":\"" + name + "\"}");
    }
}
