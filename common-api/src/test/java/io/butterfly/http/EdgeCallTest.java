package io.butterfly.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@MicronautTest
class EdgeCallTest extends EdgeFixture {
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
        assertThat(post("/echo/say", "{\"str_info\":" + numbers + "}").body()).contains("\"str_info\":" + numbers);
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
        String twice = "{\"str_info\":1,\"page_size\":1,\"name\":\"a\",\"extra\":{},\"page_size\":2,\"name\":\"b\"}";

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
        assertThat(post("/echo/say", "{\"str_info\":1,\"name\":\"\\ud83dx\"}").body())
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
