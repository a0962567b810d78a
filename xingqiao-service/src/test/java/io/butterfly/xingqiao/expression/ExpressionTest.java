package io.butterfly.xingqiao.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    static final JsonNode ROOTS = Json.tree("""
      {"job": {"region": "bj", "limit": 100, "on": true, "tags": ["a", "b"], "zero": 0, "huge": 1e999999999, "none-such": NaN, "price": 0.1234567890123456789, "lines": [1.0, {"a": 2.00}], "empty": "", "none": null, "list": []},
       "pay-1": {"stat": "OK", "amount": 120.0, "data": {"lines": [{"no": 7}, {"no": 8}], "it's": 1}}}
      """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job.on",
                "job.region == 'bj'",
                "job.region == \"bj\"",
                "job.limit == 100.0",
                "job.limit >= 100",
                "job.limit <= 100",
                "pay-1.amount > job.limit",
                "job.limit<101",
                "pay-1.data.lines[1].no == 8",
                "pay-1.data[\"it's\"] == 1",
                "'a' in job.tags",
                "job.region in ['sh', 'bj']",
                "job.none == null",
                "job.unknown.deep[3] == null",
                "nobody.x == null",
                "not job.zero",
                "not job.empty",
                "not job.list",
                "not job.none",
                "job.tags",
                "'b' > 'a'",
                "job.on and not job.zero",
                "job.zero or job.on",
                "false and true or true",
                "not false and true",
                "not not true",
                "(job.zero or job.on) and job.on",
                "job.limit != 'x'",
                "-1 < 0",
                "job.tags == ['a', 'b']",
                "1.5 == 1.50",
                "[] == job.list",
                "job.huge > 100",
                "job.huge",
                "job.huge == job.huge",
                "0 < job.huge",
                "not job.none-such",
                "job.price == 0.1234567890123456789",
                "job.price != 0.1234567890123456",
                "job.lines == [1, job.lines[1]]",
                "1.0 in [1]"
            })
    void holds(String text) {
        assertThat(Expression.parse(text).holds(ROOTS::path)).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job.limit == 'bj'",
                "job.limit < 'x'",
                "job.limit > 'x'",
                "job.tags < job.tags",
                "'c' in job.tags",
                "'a' in job.region",
                "job.unknown",
                "not (job.on or job.zero)",
                "true and false",
                "'B' == 'b'",
                "null",
                "pay-1.data.lines[9]",
                "job.none-such > 0",
                "job.none-such < 0",
                "job.none-such == 0",
                "job.huge < 1",
                "job.none-such"
            })
    void does_not_hold(String text) {
        assertThat(Expression.parse(text).holds(ROOTS::path)).as(text).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "job. | where something more belongs", "job.a == | where a value belongs",
                        "a b | column 3 where its end belongs", "(a | where ) belongs",
                "a && b | not understood at column 2", "'open | not understood at column 1",
                        "and | where a value belongs", "a[b] | neither a number nor text",
                "[1 2] | where , belongs", "a == b == c | where its end belongs"
            })
    void says_where_it_cannot_be_read(String text, String reason) {
        assertThatThrownBy(() -> Expression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void is_limited_in_length_and_depth() {
        assertThatThrownBy(() -> Expression.parse("a".repeat(1_025)))
                .hasMessageContaining("at most 1024 characters, not 1025");
        assertThatThrownBy(() -> Expression.parse("(".repeat(60) + "a" + ")".repeat(60)))
                .hasMessageContaining("nested more than 50 deep");
    }

    @Test
    void names_what_it_speaks_of() {
        assertThat(Expression.parse("a.x == 1 and (b or not c[0]) or 'd' in [e, 1]")
                        .roots())
                .containsExactlyInAnyOrder("a", "b", "c", "e");
    }
}
