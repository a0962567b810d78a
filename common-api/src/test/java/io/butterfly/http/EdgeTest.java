package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
class EdgeTest extends EdgeFixture {
    @Nested
    class a_reply {
        @Test
        void carries_the_headers_of_the_contract() {
            HttpResponse<String> reply = get("/echo/whoami");

            assertThat(reply.headers().firstValue("x-reqid").orElseThrow()).matches("[0-9A-F]{16}");
            assertThat(reply.headers().firstValue("x-cost").orElseThrow()).matches("\\d+\\.\\d{6}");
            assertThat(reply.headers().firstValue("butterfly")).isPresent();
            assertThat(reply.headers().firstValue("echo")).isPresent();
            assertThat(reply.headers().firstValue("x-reason")).isEmpty();
            assertThat(reply.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        }

        @Test
        void names_the_user_and_never_takes_the_request_id_of_a_client() {
            String reply = send(request("/echo/whoami")
                            .header("x_username", "wang")
                            .header("x-reqid", "MINE")
                            .build())
                    .body();

            assertThat(reply).contains("\"data\":\"wang\"").doesNotContain("MINE");
        }

        @Test
        void has_the_message_id_as_its_request_id_when_baichuan_pushes() {
            String reply = send(request("/echo/whoami")
                            .header("x-message-id", "m-1")
                            .header("x-trace-id", "t-1")
                            .build())
                    .body();

            assertThat(reply).contains("\"reqid\":\"m-1\"", "\"trace\":\"t-1\"");
        }

        @Test
        void goes_on_with_the_trace_of_a_caller_that_knows_trace_context_only() {
            String reply = send(request("/echo/whoami")
                            .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                            .build())
                    .body();

            assertThat(reply).contains("\"trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
        }
    }

    @Nested
    class bad_input {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{}                                | missing parameter 'str_info'",
                    "{\"str_info\":1,\"x\":1}          | unknown parameter 'x'",
                    "{\"str_info\":1,\"name\":5}       | parameter 'name' must be text",
                    "{\"str_info\":1,\"name\":{}}      | parameter 'name' must be text"
                })
        void is_refused_with_the_name_of_the_parameter(String body, String message) {
            HttpResponse<String> reply = post("/echo/say", body);

            assertThat(stat(reply)).isEqualTo("ERR_BAD_PARAMS");
            assertThat(reply.body()).contains(message);
            assertThat(reply.headers().firstValue("x-reason")).contains("Param check failed");
            assertThat(reply.headers().firstValue("echo")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[1]",
                    "\"x\"",
                    "5",
                    "null",
                    "{",
                    "{\"str_info\":",
                    "str_info=1",
                    "{\"str_info\":1} {}",
                    "\u0000"
                })
        void is_refused_when_the_body_is_no_json_object(String body) {
            HttpResponse<String> reply = post("/echo/say", body);

            assertThat(stat(reply)).isEqualTo("ERR_BAD_PARAMS");
            assertThat(reply.body()).contains("\"message\":\"the body");
            assertThat(reply.headers().firstValue("x-reason")).contains("Param check exception");
        }

        @Test
        void has_the_original_code_when_text_is_no_number() {
            HttpResponse<String> reply = get("/echo/say?str_info=1&page_size=abc");

            assertThat(stat(reply)).isEqualTo("ERR_SERVER_EXCEPTION");
            assertThat(reply.body()).contains("parameter 'page_size' must be a whole number");
        }

        @Test
        void of_a_megabyte_is_judged_like_any_other() {
            assertThat(stat(post("/echo/say", "{\"str_info\":\"" + "x".repeat(1 << 20) + "\"}")))
                    .isEqualTo("OK");
            assertThat(stat(post("/echo/say", "x".repeat(1 << 20)))).isEqualTo("ERR_BAD_PARAMS");
        }

        @Test
        void of_more_than_ten_megabytes_is_refused_by_the_server_itself() {
            HttpResponse<String> reply = post("/echo/say", "x".repeat(11 << 20));

            assertThat(reply.statusCode()).isEqualTo(413);
            assertThat(reply.body()).contains("\"message\"");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/echo/nothing", "/"})
        void to_an_unknown_path_is_a_bad_request_without_a_body(String path) {
            HttpResponse<String> reply = get(path);

            assertThat(reply.statusCode()).isEqualTo(400);
            assertThat(reply.body()).isEmpty();
            assertThat(reply.headers().firstValue("x-reason")).contains("API Not Found");
        }
    }

    @Nested
    class an_error {
        @Test
        void of_the_caller_is_one_encoded_header_line() {
            HttpResponse<String> reply = get("/echo/refuse");

            assertThat(stat(reply)).isEqualTo("ERR");
            assertThat(reply.headers().firstValue("x-reason").orElseThrow())
                    .isEqualTo("no job by the id of%0D%0Ax-evil: 1");
            assertThat(reply.headers().firstValue("x-evil")).isEmpty();
            assertThat(reply.headers().firstValue("echo")).isPresent();
        }

        @Test
        void of_ours_says_nothing_of_the_inside() {
            HttpResponse<String> reply = get("/echo/boom");

            assertThat(stat(reply)).isEqualTo("ERR_SERVER_EXCEPTION");
            assertThat(reply.body()).doesNotContain("secret", "Exception\"", "java");
            assertThat(reply.headers().firstValue("x-reason")).contains("API Processing Exception");
        }
    }
}
