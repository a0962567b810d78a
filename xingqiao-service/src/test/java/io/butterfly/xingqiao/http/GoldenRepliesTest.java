package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Python service answered, recorded; this service may add a message. */
class GoldenRepliesTest {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":{}} | {\"stat\": \"ERR_JOB_CREATE_FAILED\"}",
                "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":\"[1]\"} | {\"stat\": \"ERR_JOB_EXTRA_INVALID\"}",
                "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":\"{\"} | {\"stat\": \"ERR_JOB_EXTRA_INVALID\"}",
                "{\"job_namespace\":\"n\",\"job_type\":\"nope\",\"job_extra\":\"{\"} | {\"stat\": \"ERR_JOB_TYPE_NOT_EXISTS\"}",
            })
    void refused_creations(String request, String reply) {
        assertThat(withoutMessage(http.post("/xingqiao/create_job", request))).isEqualTo(Json.tree(reply));
    }

    @Test
    void a_started_job_cannot_be_retried_and_its_id_comes_back_as_it_was_given() {
        JsonNode created = http.post("/xingqiao/create_job", "{\"job_namespace\":\"n\",\"job_type\":\"ping\"}");
        long id = created.get("job_id").asLong();

        assertThat(created).isEqualTo(Json.tree("{\"stat\":\"OK\",\"job_id\":" + id + "}"));
        assertThat(withoutMessage(http.post("/xingqiao/retry_job", "{\"job_id\":" + id + "}")))
                .isEqualTo(Json.tree("{\"stat\":\"ERR_JOB_STATUS_NOT_FAILED\",\"job_id\":" + id + "}"));
        assertThat(withoutMessage(http.get("/xingqiao/retry_job?job_id=" + id)))
                .isEqualTo(Json.tree("{\"stat\":\"ERR_JOB_STATUS_NOT_FAILED\",\"job_id\":\"" + id + "\"}"));
    }

    @Test
    void the_detail_of_a_finished_job() {
        JsonNode created = http.post(
                "/xingqiao/create_job",
                "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":{\"str_info\":\"ceshi\"}}");
        database.execute("""
        update workflow_job set job_status = 'finished', ret_data = '[{"stat":"OK","str_info":"ceshi"},{"stat":"OK","randstr":"r"}]' where job_id = %s
        """.formatted(created.get("job_id")));

        JsonNode job = http.get("/xingqiao/get_job_detail?job_id=" + created.get("job_id"))
                .get("data");

        assertThat(job.get("ret_data"))
                .isEqualTo(Json.tree("[{\"stat\":\"OK\",\"str_info\":\"ceshi\"},{\"stat\":\"OK\",\"randstr\":\"r\"}]"));
        assertThat(Json.tree(job.get("job_extra").textValue())).isEqualTo(Json.tree("{\"str_info\": \"ceshi\"}"));
        assertThat(job.get("is_valid").booleanValue()).isTrue();
        assertThat(job.get("job_timeout").intValue()).isEqualTo(3600);
    }

    @Test
    void deleting_answers_ok_even_when_there_is_nothing_and_frees_the_name() {
        String named = "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"again\"}";
        http.post("/xingqiao/create_job", named);

        assertThat(http.get("/xingqiao/delete_job?job_name=again")).isEqualTo(Json.tree("{\"stat\":\"OK\"}"));
        assertThat(http.get("/xingqiao/delete_job?job_id=987654321")).isEqualTo(Json.tree("{\"stat\":\"OK\"}"));
        assertThat(http.post("/xingqiao/create_job", named).get("stat").asText())
                .isEqualTo("OK");
        assertThat(
                        database.ask(
                                "select count(*) from workflow_task t left join workflow_job j using (job_id) where j.job_id is null"))
                .isEqualTo("0");
    }

    @Test
    void the_drivers_message_still_has_its_answer() {
        JsonNode created = http.post("/xingqiao/create_job", "{\"job_namespace\":\"n\",\"job_type\":\"ping\"}");

        JsonNode reply = http.post(
                "/xingqiao/job_action", "{\"job_id\":" + created.get("job_id") + ",\"exe_id\":3,\"interval\":5}");

        assertThat(reply).isEqualTo(Json.tree("{\"stat\":\"OK\",\"job_id\":" + created.get("job_id") + """
        ,"msg_id":"","task_status":{"waiting_count":1,"pending_count":1,"started_count":0,"finished_count":0,"failed_count":0}}"""));
    }

    static JsonNode withoutMessage(JsonNode reply) {
        return ((ObjectNode) reply).without("message");
    }
}
