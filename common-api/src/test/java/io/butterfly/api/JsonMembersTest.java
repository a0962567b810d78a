package io.butterfly.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0.10",
                "1e400",
                "12345678901234567.89",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a \\\" b\"",
                "\"cut \\ud83d\"",
                "\"🍊é\"",
                "{}",
                "[]",
                "{\"v\":{\"v\":1},\"x\":[1,{}]}",
                "[ 1 , [2] ]"
            })
    void a_member_keeps_every_character(String value) {
        for (String text : new String[] {
            "{\"a\":0,\"v\":" + value + ",\"z\":1}", " { \"v\" :  " + value + " } ", "{\"v\":" + value + "}"
        }) {
            assertThat(JsonMembers.pick(new RawJson(text), Set.of("v")))
                    .containsExactly(Map.entry("v", new RawJson(value)));
        }
    }

    @Test
    void a_long_text_is_cut_where_its_members_begin_and_end() {
        String wide = "\"" + "ü".repeat(100_000) + "\"";

        Map<String, RawJson> members =
                JsonMembers.of(new RawJson("{\"a\":" + wide + ",\"n\":17 ,\"b\":[" + wide + "]}"));

        assertThat(members.keySet()).containsExactly("a", "n", "b");
        assertThat(members.get("n").text()).isEqualTo("17");
        assertThat(members.get("b").text()).isEqualTo("[" + wide + "]");
    }

    @Test
    void of_a_name_that_is_there_twice_the_last_one_counts() {
        assertThat(JsonMembers.of(new RawJson("{\"a\":1,\"b\":2,\"a\":3}")))
                .containsExactly(Map.entry("a", new RawJson("3")), Map.entry("b", new RawJson("2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"a\"", "{\"a\":1", "{\"a\":1,}", "{\"a\" 1}"})
    void what_is_no_object_has_none(String text) {
        assertThat(JsonMembers.of(new RawJson(text))).isEmpty();
    }

    @Test
    void members_make_an_object() {
        Map<String, RawJson> members = JsonMembers.of(new RawJson("{\"a\\\"\":1,\"b\":[2]}"));

        assertThat(JsonMembers.object(members).text()).isEqualTo("{\"a\\\"\":1,\"b\":[2]}");
        assertThat(JsonMembers.object(Map.of()).text()).isEqualTo("{}");
    }

    @Test
    void json_is_exactly_one_value() {
        assertThat(JsonMembers.isJson("{\"a\":[1]}")).isTrue();
        assertThat(JsonMembers.isJson("1")).isTrue();
        assertThat(JsonMembers.isJson("")).isFalse();
        assertThat(JsonMembers.isJson("{} {}")).isFalse();
        assertThat(JsonMembers.isJson("[1")).isFalse();
    }
}
