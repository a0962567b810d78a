package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be is refused, with the field and the reason, and nothing is stored. */
@ExtendWith(SharedService.class)
class RefusalsTest {
    private static final String FAR = "2099-01-01 00:00:00";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      /ruqi/job_add    | {}                          | missing parameter
      /ruqi/job_remove | {}                          | missing parameter 'job_id'
      /ruqi/job_show   | {}                          | missing parameter 'job_id'
      /ruqi/job_add    | {"job_trigger":"date","job_id":"bad","job_name":"n","cmd":"/a","rule":"now","x":1} | unknown parameter 'x'
      /ruqi/job_remove | {"job_id":"a","x":1}        | unknown parameter 'x'
      /ruqi/job_show   | {"job_id":"a","x":1}        | unknown parameter 'x'
      /ruqi/job_list   | {"x":1}                     | unknown parameter 'x'
      /ruqi/get_history | {"x":1}                    | unknown parameter 'x'
      /ruqi/scheduler_status | {"x":1}               | unknown parameter 'x'
      /ruqi/scheduler_wakeup | {"x":1}               | unknown parameter 'x'
      /ruqi/job_add    | {"job_trigger":"date","job_id":5,"job_name":"n","cmd":"/a","rule":"now"} | parameter 'job_id' must be text
      /ruqi/job_show   | {"job_id":["a"]}            | parameter 'job_id' must be text
      /ruqi/job_list   | {"job_id":{}}               | parameter 'job_id' must be text
      /ruqi/job_add    | [1]                         | JSON object
      /ruqi/job_remove | "a"                         | JSON object
      /ruqi/get_history | {                          | not JSON
      /ruqi/scheduler_status | x                     | not JSON
      """)
    void parameters_that_do_not_fit_are_refused(String path, String body, String reason) {
        JsonNode reply = Json.tree(ruqi.post(path, body).body());

        assertThat(stat(reply)).isEqualTo("ERR_BAD_PARAMS");
        assertThat(reply.get("message").asText()).contains(reason);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      weekly   | b1 | /demo_api/ping | 1d          | job_trigger must be
      interval | b2 | /demo_api/ping | 10x         | rule: an interval
      interval | b3 | /demo_api/ping | -5h         | rule: an interval
      date     | b4 | /demo_api/ping | 2020-01-01  | the date is past
      date     | b5 | /demo_api/ping | 2099-02-30  | there is no such date
      cron     | b6 | /demo_api/ping | 0 0 0 30 2 * | never comes due
      cron     | b7 | /demo_api/ping | 0 0 0 * * 7 | weekday '7'
      cron     | b8 | /demo_api/ping | * * * * *   | six fields
      cron     | b9 | /demo_api/ping | 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24 * * * * * | rule may have at most 64 characters
      interval | c1 | rm -rf x       | 1d          | cmd: it must be a URL
      interval | c2 | bash t.sh; ls  | 1d          | cmd: a script runs without a shell
      interval | c3 | bash ../t.sh   | 1d          | cmd: the script '../t.sh' must be a path below
      interval | c8 | bash link.sh   | 1d          | cmd: the script 'link.sh' leads out
      🦋       | d2 | /demo_api/ping | 1d          | job_trigger must be
      interval | d3 | /demo_api/ping | 🦋          | rule: an interval
      cron     | d4 | /demo_api/ping | 0 0 0 * * 🦋 | weekday '🦋'
      interval | d5 | 🦋             | 1d          | cmd: it must be a URL
      interval | d6 | http://h/#{"a":1}#id | 1d    | cmd: what follows the #
      interval | c4 | bash no.sh     | 1d          | cmd: there is no script 'no.sh'
      interval | c5 | /demo_api/ping#{ | 1d        | cmd: what follows the #
      interval | c6 | http://169.254.169.254/ | 1d | cmd: the address 169.254.169.254 may not be called
      interval | c7 | http://x y/    | 1d          | cmd: 'http://x y/' is no http
      interval | ``  | /demo_api/ping | 1d         | job_id must not be empty
      interval | ` d1` | /demo_api/ping | 1d       | job_id must not begin or end with blanks
      """)
    void a_job_that_cannot_be_is_refused_with_the_field_and_the_reason(
            String trigger, String id, String cmd, String rule, String reason) {
        JsonNode reply = ruqi.add(trigger, id, cmd, rule);

        assertThat(stat(reply)).isEqualTo("ERR");
        assertThat(reply.get("message").asText()).contains(reason);
        assertThat(stat(ruqi.call("/ruqi/job_show", "job_id", id.isEmpty() ? "-" : id)))
                .isEqualTo("ERR");
    }

    @Test
    void every_limit_is_named() {
        assertThat(refusal("i".repeat(256), "n", "/a")).contains("job_id may have at most 255 characters, not 256");
        assertThat(refusal("limit", "n".repeat(65), "/a")).contains("job_name may have at most 64 characters, not 65");
        assertThat(refusal("limit", "", "/a")).contains("job_name must not be empty");
        assertThat(refusal("limit", "n", "/a#{\"x\":\"" + "y".repeat(1 << 20) + "\"}"))
                .contains("cmd may have at most 65536 bytes");
        assertThat(refusal("🦋".repeat(255), "🦋".repeat(64), "/a")).isEmpty();
    }

    private static String refusal(String id, String name, String cmd) {
        JsonNode reply = ruqi.call(
                "/ruqi/job_add", "job_trigger", "date", "job_id", id, "job_name", name, "cmd", cmd, "rule", FAR);
        return reply.path("message").asText();
    }

    private static String stat(JsonNode reply) {
        return reply.get("stat").asText();
    }
}
