package io.butterfly.http.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Masked;
import io.butterfly.api.RawJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a line of the access log says of parameters. */
class ShortParamsTest {
    record Call(
            String jobName, Integer pageSize, Optional<String> tag, RawJson params, List<String> ids, Inner inner) {}

    record Inner(String accessToken) {}

    @Test
    void names_are_those_of_the_wire_and_what_was_not_given_is_left_out() {
        Call call =
                new Call("a", null, Optional.empty(), RawJson.parse("{\"n\":1}"), List.of("x", "y"), new Inner("t"));

        assertThat(ShortParams.of(call)).isEqualTo("job_name=a;params={\"n\":1};ids=[2];access_token=***");
    }

    @Test
    void a_long_value_is_cut() {
        Call call = new Call("x".repeat(5_000_000), 5, Optional.of("k"), null, null, null);

        assertThat(ShortParams.of(call)).isEqualTo("job_name=" + "x".repeat(100) + "…;page_size=5;tag=k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\":\"a b\",\"n\":1}          | {\"password\":***,\"n\":1}",
                "{\"db_password\": \"unfinished          | {\"db_password\": ***",
                "curl http://h/?token=abc&x=1            | curl http://h/?token=***&x=1",
                "redis://:pw@host:6379/0                 | redis://***@host:6379/0",
                "Authorization: Bearer abc               | Authorization: ***",
                "{\\\"secret\\\":\\\"x\\\",\\\"y\\\":1}  | {\\\"secret\\\":***,\\\"y\\\":1}",
                "the tokens of a sentence                | the tokens of a sentence",
            })
    void what_is_secret_is_masked(String text, String masked) {
        assertThat(Masked.text(text)).isEqualTo(masked);
    }
}
