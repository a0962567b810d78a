package io.butterfly.changes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    record JobAdd(String jobName, String jobId, String cmd, Integer retries) {}

    record Hook(String url, @JsonProperty("api_token") String token, Map<String, Object> headers) {}

    @Test
    void says_which_object_and_what_was_given() {
        Summary summary = Summary.of(new JobAdd("nightly", "j-1", "/etl/load", null));

        assertThat(summary.object()).isEqualTo("j-1");
        assertThat(summary.params()).isEqualTo("{\"job_name\":\"nightly\",\"job_id\":\"j-1\",\"cmd\":\"/etl/load\"}");
    }

    @Test
    void hides_members_whose_names_say_that_they_are_secret_however_deep() {
        Summary summary = Summary.of(new Hook(
                "http://h/x", "t0ken", Map.of("Authorization", "abc", "more", Map.of("db_password", "tiger"))));

        assertThat(summary.params())
                .doesNotContain("t0ken", "abc", "tiger")
                .contains("\"api_token\":\"***\"", "\"db_password\":\"***\"", "http://h/x");
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:lion@h/x, http://me:***@h/x",
        "curl -H 'Authorization: Bearer lion' h, curl -H 'Authorization: Bearer ***' h",
        "backup.sh --password=lion --to=x, backup.sh --password=*** --to=x",
        "http://h/x?token=lion&a=1, http://h/x?token=***&a=1",
        "/etl/load a=1, /etl/load a=1",
        "'http://h/x#{\"password\":\"lion\",\"n\":1}', 'http://h/x#{\"password\":\"***\",\"n\":1}'",
        "'/x#{\"my_token\" : 17}', '/x#{\"my_token\" : ***}'",
        "bash hello.sh, bash hello.sh",
    })
    void hides_what_stands_for_a_secret_within_a_text(String cmd, String shown) {
        assertThat(Summary.of(new JobAdd(null, null, cmd, null)).params())
                .isEqualTo("{\"cmd\":\"" + shown.replace("\"", "\\\"") + "\"}");
    }

    @Test
    void is_short_whatever_is_given() {
        Map<String, Object> large = new HashMap<>(Map.of("name", "😀".repeat(3_000)));

        Summary summary = Summary.of(large);

        assertThat(summary.params().codePointCount(0, summary.params().length()))
                .isEqualTo(Summary.LONGEST);
        assertThat(summary.params()).endsWith("…");
        assertThat(summary.object().codePointCount(0, summary.object().length()))
                .isEqualTo(255);
    }
}
