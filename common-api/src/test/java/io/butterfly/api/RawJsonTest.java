package io.butterfly.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawJsonTest {
    record Envelope(String before, RawJson params, int after) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{ \"a\" : [1.50, {\"b\":\"}\\\"{\"}] }",
                "{\"名\":\"😀\"}",
                "\"text\"",
                "1.5",
                "true",
                "[[[]]]"
            })
    void passes_through_between_other_members(String value) throws IOException {
        String json = "{\"before\":\"é\",\"params\":" + value + ",\"after\":7}";

        Envelope read = Json.read(json.getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});

        assertThat(read.params().text()).isEqualTo(value);
        assertThat(read.after()).isEqualTo(7);
        assertThat(Json.write(read)).isEqualTo(json);
    }

    @Test
    void is_cut_out_of_each_element_of_a_list() throws IOException {
        List<Envelope> read = Json.read(
                "[{\"params\":{\"a\":1}},{\"params\":{\"a\":2}}]".getBytes(StandardCharsets.UTF_8),
                new TypeReference<>() {});

        assertThat(read).extracting(envelope -> envelope.params().text()).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void is_copied_when_the_source_is_text() {
        assertThat(Json.read("{\"params\":{ \"a\" : 1 }}", Envelope.class)
                        .params()
                        .text())
                .isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "nope", "{'a':1}"})
    void is_never_made_of_text_that_is_no_json(String text) {
        assertThatThrownBy(() -> RawJson.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    record Outer(int before, @JsonUnwrapped Inner inner, int after) {}

    record Inner(RawJson raw, String text) {}

    @Test
    void is_copied_where_a_record_is_unwrapped() throws IOException {
        byte[] json =
                "{\"after\":1,\"raw\":{\"n\":[0.10, 2]},\"text\":\"t\",\"before\":2}".getBytes(StandardCharsets.UTF_8);

        Outer outer = Json.read(json, new TypeReference<>() {});

        assertThat(outer.inner().raw().text()).isEqualTo("{\"n\":[0.10,2]}");
    }
}
