package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls that intervene; no BaiChuan answers. */
class OperationCallsTest {
    static TestDatabase database;
    static EmbeddedServer server;
    static Http http;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = database.server(Map.of());
        http = new Http(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void cancel_ends_a_job_and_cannot_do_it_twice() {
        long job = create("[{\"label\":\"a\"}]");

        assertThat(http.post("/xingqiao/cancel_job", "{\"job_id\":" + job + "}").toString())
                .isEqualTo("{\"stat\":\"OK\",\"job_id\":" + job + "}");

        assertThat(http.get("/xingqiao/get_job_detail?job_id=" + job)
                        .at("/data/ret_stat")
                        .asText())
                .isEqualTo("ERR_JOB_CANCELLED");
        assertThat(stat("cancel_job", "{\"job_id\":" + job + "}")).isEqualTo("ERR_JOB_STATUS_NOT_STARTED");
    }

    @Test
    void pause_and_resume_take_a_name_too() {
        long job = create("[{\"label\":\"a\",\"wait\":true}]");
        String name = http.get("/xingqiao/get_job_detail?job_id=" + job)
                .at("/data/job_name")
                .asText();

        assertThat(http.post("/xingqiao/pause_job", "{\"job_name\":\"" + name + "\"}")
                        .get("job_id")
                        .asLong())
                .isEqualTo(job);
        assertThat(database.ask("select paused_at > 0 from workflow_job where job_id = " + job))
                .isEqualTo("1");
        assertThat(stat("resume_job", "{\"job_name\":\"" + name + "\"}")).isEqualTo("OK");
        assertThat(database.ask("select paused_at from workflow_job where job_id = " + job))
                .isNull();
    }

    @Test
    void each_is_recorded_with_the_status_that_the_job_had() {
        long job = create("[{\"label\":\"ask\",\"wait\":true}]");
        String key = "{\"job_id\":" + job + "}";
        stat("pause_job", key);
        stat("resume_job", key);
        stat("cancel_job", key);
        stat("retry_job", key);
        stat("delete_job", key);
        stat("delete_job", key);

        JsonNode list = http.get("/xingqiao/audit_list?object=" + job).at("/data/list");

        assertThat(list.findValuesAsText("before").subList(2, 6))
                .containsExactly(
                        "{\"job_status\":\"failed\"}",
                        "{\"job_status\":\"started\"}",
                        "{\"job_status\":\"paused\"}",
                        "{\"job_status\":\"started\"}");
        assertThat(list.at("/0/before").asText()).isEmpty();
        assertThat(list.at("/1/before").asText())
                .startsWith("{\"job_namespace\":\"")
                .contains("\"job_type\":\"given\"")
                .endsWith("\"job_status\":\"started\"}");
    }

    @Test
    void signal_ends_a_waiting_task_with_its_data_or_its_code() {
        long approved = create("[{\"label\":\"ask\",\"wait\":true,\"save\":true}]");
        long rejected = create("[{\"label\":\"ask\",\"wait\":true}]");

        assertThat(stat("signal", "{\"job_id\":" + approved + ",\"task_label\":\"ask\",\"data\":{\"by\":\"wang\"}}"))
                .isEqualTo("OK");
        assertThat(stat("signal", "{\"task_id\":" + task(rejected) + ",\"stat\":\"ERR_REJECTED\"}"))
                .isEqualTo("OK");

        assertThat(http.get("/xingqiao/get_job_detail?job_id=" + approved)
                        .at("/data/ret_data")
                        .toString())
                .isEqualTo("{\"by\":\"wang\"}");
        assertThat(http.get("/xingqiao/get_job_detail?job_id=" + rejected)
                        .at("/data/ret_stat")
                        .asText())
                .isEqualTo("ERR_REJECTED");
        assertThat(stat("signal", "{\"task_id\":" + task(rejected) + "}")).isEqualTo("ERR_TASK_NOT_WAITING");
    }

    @Test
    void retry_of_a_job_that_has_not_failed_is_refused_and_its_id_comes_back_as_it_was_given() {
        long job = create("[{\"label\":\"a\",\"wait\":true}]");

        JsonNode number = http.post("/xingqiao/retry_job", "{\"job_id\":" + job + "}");
        JsonNode text = http.post("/xingqiao/retry_job", "{\"job_id\":\"" + job + "\"}");

        assertThat(number.get("stat").asText()).isEqualTo("ERR_JOB_STATUS_NOT_FAILED");
        assertThat(number.get("job_id").isNumber()).isTrue();
        assertThat(text.get("job_id").textValue()).isEqualTo(Long.toString(job));
    }

    @Test
    void retry_sets_a_failed_job_going_and_retry_task_an_ended_one_from_that_task() {
        long job = create("[{\"label\":\"ask\",\"wait\":true}]");
        stat("signal", "{\"task_id\":" + task(job) + ",\"stat\":\"ERR_REJECTED\"}");

        assertThat(http.post("/xingqiao/retry_job", "{\"job_id\":" + job + "}")
                        .get("job_id")
                        .asLong())
                .isEqualTo(job);
        assertThat(stat("signal", "{\"task_id\":" + task(job) + "}")).isEqualTo("OK");
        assertThat(http.get("/xingqiao/get_job_detail?job_id=" + job)
                        .at("/data/job_status")
                        .asText())
                .isEqualTo("finished");
        assertThat(stat("retry_task", "{\"job_id\":" + job + ",\"task_label\":\"ask\"}"))
                .isEqualTo("OK");
        assertThat(http.get("/xingqiao/get_job_detail?job_id=" + job)
                        .at("/data/job_status")
                        .asText())
                .isEqualTo("started");
        assertThat(stat("retry_task", "{\"task_id\":" + task(job) + "}")).isEqualTo("ERR_JOB_STATUS_NOT_FAILED");
    }

    @Test
    void retry_jobs_retries_the_failed_ones_that_the_filters_let_through() {
        for (int i = 0; i < 3; i++) {
            long job = http.post(
                            "/xingqiao/create_job",
                            "{\"job_namespace\":\"bulk\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[{\"label\":\"ask\",\"wait\":true}]}}")
                    .get("job_id")
                    .asLong();
            stat("signal", "{\"task_id\":" + task(job) + ",\"stat\":\"" + (i == 0 ? "OK" : "ERR_REJECTED") + "\"}");
        }

        JsonNode data = http.post("/xingqiao/retry_jobs", "{\"job_namespace\":\"bulk\"}")
                .get("data");

        assertThat(data.get("total").asInt()).isEqualTo(2);
        assertThat(data.get("retried")).hasSize(2);
        assertThat(data.get("refused")).isEmpty();
        assertThat(database.ask(
                        "select count(*) from workflow_job where job_namespace = 'bulk' and job_status = 'started'"))
                .isEqualTo("2");
        assertThat(stat("retry_jobs", "{\"job_status\":\"finished\"}")).isEqualTo("ERR_JOB_STATUS_NOT_FAILED");
    }

    @Test
    void retry_jobs_retries_the_page_that_was_asked_for() {
        for (int i = 0; i < 3; i++) {
            long job = http.post(
                            "/xingqiao/create_job",
                            "{\"job_namespace\":\"pages\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[{\"label\":\"ask\",\"wait\":true}]}}")
                    .get("job_id")
                    .asLong();
            stat("signal", "{\"task_id\":" + task(job) + ",\"stat\":\"ERR_REJECTED\"}");
        }
        String oldest = database.ask("select min(job_id) from workflow_job where job_namespace = 'pages'");

        JsonNode data = http.post(
                        "/xingqiao/retry_jobs", "{\"job_namespace\":\"pages\",\"page_index\":3,\"page_size\":1}")
                .get("data");

        assertThat(data.get("total").asInt()).isEqualTo(3);
        assertThat(data.get("retried").toString()).isEqualTo("[" + oldest + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "list_jobs | {\"job_status\":\"fnished\"} | ERR_BAD_PARAMS",
                "list_tasks | {\"job_id\":1,\"task_status\":\"done\"} | ERR_BAD_PARAMS",
                "cancel_job  | {} | ERR_BAD_PARAMS",
                "cancel_job | {\"job_id\":999999} | ERR_JOB_NOT_EXIST",
                "pause_job | {\"job_name\":\"nobody\"} | ERR_JOB_NOT_EXIST",
                "retry_job   | {\"job_id\":\"x\"} | ERR_BAD_PARAMS",
                "retry_job | {\"job_id\":999999} | ERR_JOB_NOT_EXIST",
                "retry_task  | {\"task_id\":999999} | ERR_TASK_NOT_EXIST",
                "retry_task | {\"task_label\":\"a\"} | ERR_BAD_PARAMS",
                "signal      | {\"task_id\":999999} | ERR_TASK_NOT_EXIST",
                "signal | {\"job_id\":1} | ERR_BAD_PARAMS",
                "signal      | {\"task_id\":1,\"data\":[]} | ERR_BAD_PARAMS",
                "signal | {\"task_id\":1,\"stat\":\"no\"} | ERR_BAD_PARAMS"
            })
    void what_makes_no_sense_is_refused(String call, String body, String stat) {
        JsonNode reply = http.post("/xingqiao/" + call, body);

        assertThat(reply.get("stat").asText()).as(reply.toString()).isEqualTo(stat);
        assertThat(reply.get("message").asText()).isNotBlank();
    }

    static long create(String tasks) {
        return http.post(
                        "/xingqiao/create_job",
                        "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":" + tasks + "}}")
                .get("job_id")
                .asLong();
    }

    static String task(long job) {
        return database.ask("select task_id from workflow_task where job_id = " + job);
    }

    static String stat(String call, String body) {
        return http.post("/xingqiao/" + call, body).get("stat").asText();
    }
}
