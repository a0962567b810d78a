package io.butterfly.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String HALF = String.valueOf((char) 0xD83D);

    record Envelope(RawJson params) {}

    @Nested
    class a_number {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0.1234567890123456789",
                    "12345678901234567.89",
                    "9007199254740993",
                    "18446744073709551617",
                    "-0.10",
                    "1.00",
                    "1E+400",
                    "1E+999999999"
                })
        void keeps_every_digit(String number) throws IOException {
            assertThat(Json.write(Json.tree("[" + number + "]"))).isEqualTo("[" + number + "]");
            assertThat(Json.write(Json.read(number, Object.class))).isEqualTo(number);
            assertThat(read("{\"params\":" + number + "}").params().text()).isEqualTo(number);
            assertThat(Json.read("{\"params\":[" + number + "]}", Envelope.class)
                            .params()
                            .text())
                    .isEqualTo("[" + number + "]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
        void that_is_none_becomes_null(String number) throws IOException {
            assertThat(Json.write(Json.tree("[" + number + "]"))).isEqualTo("[null]");
            assertThat(new String(Json.bytes(Json.tree("[" + number + "]")), StandardCharsets.UTF_8))
                    .isEqualTo("[null]");
            assertThat(RawJson.parse("[" + number + "]").text()).isEqualTo("[null]");
            assertThat(read("{\"params\":{\"a\":" + number + "}}").params().text())
                    .isEqualTo("{\"a\":null}");
            assertThat(read("{\"params\":" + number + "}").params().text()).isEqualTo("null");
            assertThat(Json.read("{\"params\":[" + number + "]}", Envelope.class)
                            .params()
                            .text())
                    .isEqualTo("[null]");
            assertThat(Json.write(Map.of("ratio", Double.parseDouble(number)))).isEqualTo("{\"ratio\":null}");
            assertThat(ForeignObject.read("{\"a\":[1.0," + number + "]}", Set.of())
                            .json()
                            .text())
                    .isEqualTo("{\"a\":[1.0,null]}");
        }

        @Test
        void that_nobody_can_calculate_with_is_carried_but_not_read() throws IOException {
            assertThat(read("{\"params\":[1e9999999999]}").params().text()).isEqualTo("[1e9999999999]");
            assertThatThrownBy(() -> Json.tree("1e9999999999")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> ForeignObject.read("{\"a\":1e-9999999999}", Set.of()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class half_a_character {
        @Test
        void is_written_as_an_escape() {
            assertThat(Json.write(Map.of("a", "x" + HALF + "y"))).isEqualTo("{\"a\":\"x\\ud83dy\"}");
            assertThat(RawJson.of(Map.of("a" + HALF, 1)).text()).isEqualTo("{\"a\\ud83d\":1}");
            assertThat(new RawJson("[\"" + HALF + "\"]").text()).isEqualTo("[\"\\ud83d\"]");
            assertThat(new String(
                            Json.bytes(new Envelope(new RawJson("\"" + HALF + HALF + "\""))), StandardCharsets.UTF_8))
                    .isEqualTo("{\"params\":\"\\ud83d\\ud83d\"}");
        }

        @Test
        void passes_through_as_the_escape_it_is() throws IOException {
            assertThat(read("{\"params\":{\"a\":\"\\uD83D\"}}").params().text()).isEqualTo("{\"a\":\"\\uD83D\"}");
            assertThat(RawJson.parse("{\"a\":\"\\ud83d\"}").text()).isEqualTo("{\"a\":\"\\ud83d\"}");
            assertThat(ForeignObject.read("{\"a\":\"\\ud83d\"}", Set.of())
                            .json()
                            .text())
                    .isEqualTo("{\"a\":\"\\ud83d\"}");
        }

        @Test
        void is_not_seen_in_whole_characters() {
            assertThat(Json.write(Map.of("a", "😀é"))).isEqualTo("{\"a\":\"😀é\"}");
            assertThat(HalfCharacters.isIn("😀")).isFalse();
            assertThat(HalfCharacters.isIn("😀" + HALF)).isTrue();
            assertThat(HalfCharacters.mayBeEscapedIn("[\"\\\\ud83d\"]".getBytes(StandardCharsets.UTF_8)))
                    .isFalse();
        }
    }

    @Nested
    class a_foreign_object {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "1",
                    "{}{}",
                    "{}<br>",
                    "{} x",
                    "{",
                    "{\"a\":}",
                    "{\"stat\":\"OK\"},\"task_id\":\"other\"",
                    "nope",
                    "{\"\\udc00\":1}"
                })
        void is_exactly_one(String text) {
            assertThatThrownBy(() -> ForeignObject.read(text, Set.of("stat")))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void may_have_blanks_around_it_and_shows_its_texts() {
            ForeignObject object = ForeignObject.read(
                    "\uFEFF {\"stat\":1,\"a\":{\"stat\":\"no\"},\"stat\":\"OK\",\"message\":[]} ",
                    Set.of("stat", "message"));

            assertThat(object.texts()).isEqualTo(Map.of("stat", "OK"));
            assertThat(object.json().text()).startsWith(" {");
        }

        @Test
        void nests_no_deeper_than_its_readers_take() {
            assertThat(ForeignObject.read(nested(Json.MAX_DEPTH), Set.of())
                            .json()
                            .isTooDeep())
                    .isFalse();
            assertThat(new RawJson(nested(Json.MAX_DEPTH + 1)).isTooDeep()).isTrue();
            assertThatThrownBy(() -> ForeignObject.read(nested(Json.MAX_DEPTH + 1), Set.of()))
                    .hasMessageContaining("900 levels");
            assertThatThrownBy(() -> Json.tree(nested(Json.MAX_DEPTH + 1))).hasMessageContaining("900 levels");
        }

        private String nested(int levels) {
            return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
        }
    }

    private static Envelope read(String json) throws IOException {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), new TypeReference<>() {});
    }
}
