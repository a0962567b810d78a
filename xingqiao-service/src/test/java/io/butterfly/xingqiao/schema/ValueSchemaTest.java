package io.butterfly.xingqiao.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.butterfly.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSchemaTest {
    @Test
    void a_pattern_that_would_take_centuries_refuses_the_value() {
        ValueSchema schema = schema("^(a+)+\\1b$");

        assertThat(schema.check(new TextNode("aaab"))).isEmpty();
        assertThat(schema.check(new TextNode("a".repeat(60) + "c")))
                .singleElement()
                .asString()
                .contains("takes too long");
    }

    @ParameterizedTest
    @CsvSource({
        "b, abc, true",
        "^b, abc, false",
        "b$, abc, false",
        "^a.c$, abc, true",
        "^[0-9]{3}$, 123, true",
        "x, abc, false"
    })
    void a_pattern_is_found_anywhere_in_the_value(String pattern, String value, boolean fits) {
        assertThat(schema(pattern).check(new TextNode(value)).isEmpty()).isEqualTo(fits);
    }

    @Test
    void a_line_break_at_the_end_is_not_the_end() {
        assertThat(schema("^a$").check(new TextNode("a\n"))).isNotEmpty();
    }

    static ValueSchema schema(String pattern) {
        return ValueSchema.of(
                Json.mapper().createObjectNode().put("type", "string").put("pattern", pattern));
    }
}
