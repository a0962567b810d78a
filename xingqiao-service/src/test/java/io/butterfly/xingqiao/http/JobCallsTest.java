package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Creating jobs, and their names. */
class JobCallsTest extends JobsOverHttp {
    @Nested
    class creating_a_job {
        @Test
        void answers_its_id_beside_stat() {
            JsonNode reply = http.post(CREATE, "{\"job_namespace\":\"ns\",\"job_type\":\"ping\"}");

            assertThat(reply.get("stat").asText()).isEqualTo("OK");
            assertThat(reply.get("job_id").isIntegralNumber()).isTrue();
            assertThat(names(reply)).containsExactlyInAnyOrder("stat", "job_id");
        }

        @Test
        void takes_get_and_query_parameters_too() {
            assertThat(http.get(
                                    CREATE
                                            + "?job_namespace=ns&job_type=hello&job_extra=%7B%22str_info%22%3A1%7D&job_timeout=5")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
        }

        @Test
        void names_it_after_the_request_and_keeps_who_asked() {
            HttpResponse<String> reply = http.send(
                    CREATE,
                    "{\"job_namespace\":\"ns\",\"job_type\":\"ping\"}",
                    "x_username",
                    "wang",
                    "X-Real-IP",
                    "10.1.2.3");

            JsonNode job = detail(Json.tree(reply.body()).get("job_id").asLong());
            assertThat(job.get("job_name").asText())
                    .isEqualTo(reply.headers().firstValue("x-reqid").orElseThrow());
            assertThat(job.get("job_reqid")).isEqualTo(job.get("job_name"));
            assertThat(job.get("operator").asText()).isEqualTo("wang");
            assertThat(job.get("job_client").asText()).isEqualTo("10.1.2.3");
        }

        @Test
        void by_a_message_that_is_delivered_again_gives_the_job_it_made_before() {
            String body = "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_name\":\"pushed-once\"}";

            JsonNode first = http.post(CREATE, body, "x-message-id", "M-1");
            JsonNode again = http.post(CREATE, body, "x-message-id", "M-1");

            assertThat(again).isEqualTo(first);
            assertThat(again.get("stat").asText()).isEqualTo("OK");
            assertThat(http.post(CREATE, body, "x-message-id", "M-2")
                            .get("stat")
                            .asText())
                    .isEqualTo("ERR_JOB_EXIST");
        }

        @Test
        void keeps_half_characters_as_escapes_and_every_digit_of_a_number_in_its_extra() {
            String extra = "{\"a\":\"cut \\ud83d\",\"b\":12345678901234567.89,\"c\":1E+400,\"d\":null}";

            JsonNode reply = http.post(
                    CREATE,
                    "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_extra\":" + extra.replace("null", "NaN")
                            + "}");

            assertThat(detail(reply.get("job_id").asLong()).get("job_extra").asText())
                    .isEqualTo(extra);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\'',
                value = {
                    "{\"job_type\":\"ping\"} | ERR_BAD_PARAMS | missing parameter 'job_namespace'",
                    "{\"job_namespace\":\"n\"} | ERR_BAD_PARAMS | missing parameter 'job_type'",
                    "{\"job_namespace\":\"n\",\"job_type\":null} | ERR_BAD_PARAMS | must not be null",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"x\":1} | ERR_BAD_PARAMS | unknown parameter 'x'",
                    "{\"job_namespace\":true,\"job_type\":\"ping\"} | ERR_BAD_PARAMS | 'job_namespace' must be text",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":0} | ERR_BAD_PARAMS | 1 second or more, not 0",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":-5} | ERR_BAD_PARAMS | 1 second or more, not -5",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":\"soon\"} | ERR_JOB_CREATE_FAILED | job_timeout must be seconds, not soon",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":1e999999999} | ERR_JOB_CREATE_FAILED | job_timeout must be seconds",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":[1]} | ERR_SERVER_EXCEPTION | 'job_timeout' must be a whole number",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":[1]} | ERR_BAD_PARAMS | 'job_name' must be",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_timeout\":1000000000000} | ERR_SERVER_EXCEPTION | is larger than any number it can be",
                    "{\"job_namespace\":\" \",\"job_type\":\"ping\"} | ERR_BAD_PARAMS | job_namespace must not be blank",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"a\\nb\"} | ERR_BAD_PARAMS | job_name must not have control characters",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"\\ud800\"} | ERR_BAD_PARAMS | 'job_name' has half a character",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_lock_wait\":-1} | ERR_BAD_PARAMS | job_lock_wait must be 0 seconds or more",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_extra\":{\"job_tags\":[1]}} | ERR_JOB_CREATE_FAILED | job_tags must be text",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello_lock\",\"job_extra\":{\"str_info\":5}} | ERR_JOB_CREATE_FAILED | str_info: integer found, string expected",
                    "[1] | ERR_BAD_PARAMS | must be one JSON object",
                    "{ | ERR_BAD_PARAMS | not JSON",
                    "hello | ERR_BAD_PARAMS | not JSON",
                    "{\"job_namespace\":\"n\",\"job_type\":\"nope\"} | ERR_JOB_TYPE_NOT_EXISTS | no workflow has the name nope",
                    "{\"job_namespace\":\"n\",\"job_type\":\"nope\",\"job_extra\":\"[1]\"} | ERR_JOB_TYPE_NOT_EXISTS | no workflow",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":\"[1]\"} | ERR_JOB_EXTRA_INVALID | must be a JSON object",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":\"{\"} | ERR_JOB_EXTRA_INVALID | no JSON object",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":[1]} | ERR_JOB_EXTRA_INVALID | must be a JSON object",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":5} | ERR_JOB_EXTRA_INVALID | must be a JSON object",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_extra\":{}} | ERR_JOB_CREATE_FAILED | job_extra must have str_info",
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\"} | ERR_JOB_CREATE_FAILED | job_extra must have str_info",
                    "{\"job_namespace\":\"n\",\"job_type\":\"given\"} | ERR_JOB_CREATE_FAILED | the workflow given failed to plan",
                    "{\"job_namespace\":\"n\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[]}} | ERR_JOB_CREATE_FAILED | has no tasks",
                    "{\"job_namespace\":\"n\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[{\"label\":\"a\",\"dependencies\":[\"a\"]}]}} | ERR_JOB_CREATE_FAILED | cycle",
                    "{\"job_namespace\":\"n\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":[{\"label\":\"a\",\"requires\":[\"q\"]}]}} | ERR_JOB_CREATE_FAILED | requires q",
                })
        void refuses_what_is_wrong_with_its_code_and_a_reason(String body, String stat, String reason) {
            HttpResponse<String> response = http.send(CREATE, body);
            JsonNode reply = Json.tree(response.body());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(reply.get("stat").asText()).isEqualTo(stat);
            assertThat(reply.get("message").asText()).contains(reason).doesNotContain("Exception", "io.butterfly");
            assertThat(response.headers().firstValue("x-reason")).isPresent();
        }

        @Test
        void takes_numbers_for_names_and_fractions_for_seconds_as_the_python_service_does() {
            long job = http.post(
                            CREATE,
                            "{\"job_namespace\":5,\"job_type\":\"ping\",\"job_name\":1795890518,\"job_timeout\":1.5}")
                    .get("job_id")
                    .asLong();

            JsonNode detail = detail(job);
            assertThat(detail.get("job_namespace").textValue()).isEqualTo("5");
            assertThat(detail.get("job_name").textValue()).isEqualTo("1795890518");
            assertThat(detail.get("job_timeout").intValue()).isEqualTo(2);
            assertThat(http.post(CREATE, "{\"job_namespace\":\"\",\"job_type\":\"ping\",\"job_timeout\":\"2.4\"}")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
        }

        @Test
        void takes_an_empty_name_for_a_name_like_any_other() {
            String body = "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"\"}";
            http.post(CREATE, body); // another test may have been first

            assertThat(http.post(CREATE, body).get("stat").asText()).isEqualTo("ERR_JOB_EXIST");
        }

        @Test
        void refuses_what_the_columns_do_not_hold() {
            refused(
                    "job_name has 65 characters",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"" + "n".repeat(65) + "\"}");
            refused(
                    "job_namespace has 65 characters",
                    "{\"job_namespace\":\"" + "n".repeat(65) + "\",\"job_type\":\"ping\"}");
            refused(
                    "job_extra has ",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_extra\":{\"x\":\"" + "n".repeat(10_240)
                            + "\"}}");
            refused(
                    "job_extra has ",
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_extra\":{\"x\":\"" + "n".repeat(1 << 20)
                            + "\"}}");
            JsonNode longId = http.post(
                    CREATE,
                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"j\"}",
                    "x-message-id",
                    "m".repeat(65));
            assertThat(longId.get("message").asText()).contains("the id of this request or message has 65 characters");
        }

        void refused(String reason, String body) {
            JsonNode reply = http.post(CREATE, body);
            assertThat(reply.get("stat").asText()).isEqualTo("ERR_JOB_CREATE_FAILED");
            assertThat(reply.get("message").asText()).contains(reason);
        }

        @Test
        void takes_names_and_input_in_any_script() {
            JsonNode reply = http.post(
                    CREATE,
                    "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_name\":\"星桥🦋\",\"job_extra\":{\"str_info\":\"🦋\"}}");

            assertThat(detail(reply.get("job_id").asLong()).get("job_name").asText())
                    .isEqualTo("星桥🦋");
            assertThat(http.post(
                                    CREATE,
                                    "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"" + "🦋".repeat(64)
                                            + "\"}")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
        }

        @Test
        void leaves_nothing_behind_when_it_is_refused_so_that_the_name_stays_free() {
            String before = database.ask("select count(*) from workflow_job");

            http.post(CREATE, "{\"job_namespace\":\"n\",\"job_type\":\"hello\",\"job_name\":\"free\"}");

            assertThat(database.ask("select count(*) from workflow_job")).isEqualTo(before);
            assertThat(http.post(CREATE, "{\"job_namespace\":\"n\",\"job_type\":\"ping\",\"job_name\":\"free\"}")
                            .get("stat")
                            .asText())
                    .isEqualTo("OK");
            assertThat(http.post(CREATE, "{\"job_namespace\":\"n\",\"job_type\":\"nope\",\"job_name\":\"free\"}")
                            .get("stat")
                            .asText())
                    .isEqualTo("ERR_JOB_EXIST");
        }
    }

    @Nested
    class names {
        @ParameterizedTest
        @CsvSource({"run-🍎, run-🍊", "café, cafe", "Nightly, nightly", "straße, strasse"})
        void that_differ_in_a_byte_are_two(String one, String other) {
            assertThat(stat(create(one))).isEqualTo("OK");
            assertThat(stat(http.get("/xingqiao/get_job_detail?job_name=" + encoded(other))))
                    .isEqualTo("ERR_JOB_NOT_EXIST");
            http.post("/xingqiao/delete_job", "{\"job_name\":\"" + other + "\"}");
            assertThat(stat(create(other))).isEqualTo("OK");

            for (String name : List.of(one, other)) {
                assertThat(http.get("/xingqiao/get_job_detail?job_name=" + encoded(name))
                                .at("/data/job_name")
                                .asText())
                        .isEqualTo(name);
                assertThat(http.post("/xingqiao/list_jobs", "{\"job_name\":\"" + name + "\"}")
                                .at("/data/total")
                                .asInt())
                        .isEqualTo(1);
            }
            assertThat(create(one).get("message").asText())
                    .isEqualTo("there is a job with the name " + one + " already");
        }

        @Test
        void have_no_blanks_at_either_end_and_are_not_taken_for_names_that_have() {
            assertThat(create(" lead").toString())
                    .contains("ERR_BAD_PARAMS", "job_name must not begin or end with blanks");
            assertThat(create("tail ").toString()).contains("ERR_BAD_PARAMS");
            assertThat(http.post(CREATE, "{\"job_namespace\":\"ns \",\"job_type\":\"ping\"}")
                            .toString())
                    .contains("job_namespace must not begin or end with blanks");

            long id = create("old").get("job_id").asLong();
            database.execute("update workflow_job set job_name = 'old ' where job_id = " + id); // as another writer may
            assertThat(stat(http.post("/xingqiao/get_job_detail", "{\"job_name\":\"old\"}")))
                    .isEqualTo("ERR_JOB_NOT_EXIST");
            assertThat(stat(http.post("/xingqiao/get_job_detail", "{\"job_name\":\"old \"}")))
                    .isEqualTo("OK");
            assertThat(create("old").get("message").asText()).isEqualTo("there is a job with the name old  already");
        }

        @Test
        void in_filters_are_compared_byte_by_byte() {
            http.post(CREATE, "{\"job_namespace\":\"Zoë\",\"job_type\":\"ping\"}");

            for (String other : List.of("zoë", "Zoe", "Zoë ")) {
                assertThat(http.post("/xingqiao/list_jobs", "{\"job_namespace\":\"" + other + "\"}")
                                .at("/data/total")
                                .asInt())
                        .isZero();
            }
            assertThat(http.post("/xingqiao/list_jobs", "{\"job_namespace\":\"Zoë\"}")
                            .at("/data/total")
                            .asInt())
                    .isEqualTo(1);
        }

        private JsonNode create(String name) {
            return http.post(CREATE, "{\"job_namespace\":\"ns\",\"job_type\":\"ping\",\"job_name\":\"" + name + "\"}");
        }

        private String stat(JsonNode reply) {
            return reply.get("stat").asText();
        }

        private String encoded(String name) {
            return URLEncoder.encode(name, StandardCharsets.UTF_8);
        }
    }
}
