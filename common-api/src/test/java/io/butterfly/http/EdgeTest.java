package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Json;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
class EdgeTest {
    @Inject
    EmbeddedServer server;

    final HttpClient http = HttpClient.newHttpClient();

    @Nested
    class a_call {
        @Test
        void takes_its_parameters_from_the_query_string_of_any_method() {
            assertThat(get("/echo/say?str_info=%E4%BD%A0%E5%A5%BD&page_size=5").body())
                    .contains("\"str_info\":\"你好\"", "\"page_size\":5");
            assertThat(send("PUT", "/echo/say?str_info=a", "{}").body()).contains("\"stat\":\"OK\"");
        }

        @Test
        void whose_list_breaks_off_breaks_the_reply_off() {
            CompletableFuture<HttpResponse<byte[]>> reply =
                    http.sendAsync(request("/echo/breaks").build(), BodyHandlers.ofByteArray());

            assertThatThrownBy(() -> reply.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        }

        @Test
        void takes_its_parameters_from_a_post_body_whatever_its_content_type() {
            HttpRequest request = request("/echo/say")
                    .header("Content-Type", "text/plain")
                    .POST(BodyPublishers.ofString("{\"str_info\":[1,2]}"))
                    .build();

            assertThat(send(request).body()).contains("\"str_info\":[1,2]");
        }

        @Test
        void prefers_the_body_over_the_query_string() {
            assertThat(post("/echo/say?str_info=query&name=n", "{\"str_info\":\"body\"}")
                            .body())
                    .contains("\"str_info\":\"body\"", "\"name\":\"n\"");
        }

        @Test
        void ignores_the_body_of_other_methods() {
            assertThat(stat(send("PUT", "/echo/say", "{\"str_info\":\"a\"}"))).isEqualTo("ERR_BAD_PARAMS");
        }

        @Test
        void makes_a_list_of_a_name_given_twice_and_drops_an_empty_value() {
            assertThat(get("/echo/say?str_info=1&str_info=2").body()).contains("\"str_info\":[\"1\",\"2\"]");
            assertThat(stat(get("/echo/say?str_info="))).isEqualTo("ERR_BAD_PARAMS");
        }

        @Test
        void answers_under_all_its_names_and_with_a_trailing_slash() {
            assertThat(stat(get("/echo/old_say/?str_info=1"))).isEqualTo("OK");
        }

        @Test
        void passes_raw_json_through_untouched() {
            assertThat(post("/echo/say", "{\"str_info\":1,\"extra\":{ \"a\" : [1.50, \"\\u4f60\"] }}")
                            .body())
                    .contains("\"extra\":{ \"a\" : [1.50, \"\\u4f60\"] }");
        }

        @Test
        void keeps_every_digit_of_a_number_also_beside_a_query_string() {
            String numbers = "[0.1234567890123456789,12345678901234567.89,18446744073709551617,-0.10,3E-7,1E+400]";

            assertThat(post("/echo/say?name=n", "{\"str_info\":1,\"extra\":" + numbers + "}")
                            .body())
                    .contains("\"extra\":" + numbers);
            assertThat(post("/echo/say", "{\"str_info\":" + numbers + "}").body())
                    .contains("\"str_info\":" + numbers);
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
        void takes_what_python_writes_for_no_number_as_null(String number) {
            assertThat(post("/echo/say", "{\"str_info\":1,\"extra\":{\"a\":[" + number + ",1.0]}}")
                            .body())
                    .contains("\"extra\":{\"a\":[null,1.0]}");
            assertThat(post("/echo/say?name=n", "{\"str_info\":" + number + "}").body())
                    .contains("\"str_info\":null");
        }

        @Test
        void takes_the_last_value_of_a_name_given_twice() {
            String twice =
                    "{\"str_info\":1,\"page_size\":1,\"name\":\"a\",\"extra\":{},\"page_size\":2,\"name\":\"b\"}";

            assertThat(post("/echo/say", twice).body()).contains("\"page_size\":2,\"name\":\"b\"");
        }

        @Test
        void carries_half_a_character_in_data_and_refuses_it_in_a_plain_text() {
            assertThat(post("/echo/say", "{\"str_info\":\"cut \\ud83d\",\"extra\":{\"a\":\"\\udc00\"}}")
                            .body())
                    .contains("\"str_info\":\"cut \\uD83D\"", "\"extra\":{\"a\":\"\\udc00\"}");
            assertThat(post("/echo/say?page_size=1", "{\"str_info\":1,\"extra\":[\"\\ud83d\"]}")
                            .body())
                    .contains("\"extra\":[\"\\uD83D\"]");
            assertThat(post("/echo/say", "{\"str_info\":1,\"name\":\"\\ud83d\\ude00\"}")
                            .body())
                    .contains("\"stat\":\"OK\"");
            assertThat(post("/echo/say", "{\"str_info\":1,\"name\":\"\\ud83dx\"}")
                            .body())
                    .contains("ERR_BAD_PARAMS", "parameter 'name' has half a character");
        }

        @ParameterizedTest
        @ValueSource(strings = {"f4908080", "c080", "ff", "c328", "eda080", "00"})
        void refuses_bytes_that_no_text_can_have(String hex) {
            byte[] broken = ("{\"str_info\":1,\"extra\":\""
                            + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) + "\"}")
                    .getBytes(StandardCharsets.ISO_8859_1);

            assertThat(send(request("/echo/say")
                                    .POST(BodyPublishers.ofByteArray(broken))
                                    .build())
                            .body())
                    .contains("ERR_BAD_PARAMS", "the body is not UTF-8");
        }

        @Test
        void takes_null_for_an_optional_parameter() {
            assertThat(stat(post("/echo/say", "{\"str_info\":null,\"page_size\":null}")))
                    .isEqualTo("OK");
        }
    }

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

    private HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    private HttpResponse<String> post(String path, String body) {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return send(request(path).method(method, BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.getURL() + path));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String stat(HttpResponse<String> reply) {
        assertThat(reply.statusCode()).isEqualTo(200);
        return Json.tree(reply.body()).get("stat").asText();
    }
}
