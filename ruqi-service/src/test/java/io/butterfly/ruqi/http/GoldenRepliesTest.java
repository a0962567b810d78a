package io.butterfly.ruqi.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.Json;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.Peer;
import io.butterfly.ruqi.TestService;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Python service answered, recorded; ours has more members, and says why it refuses. */
class GoldenRepliesTest {
    @TempDir
    static Path scripts;

    static final Peer peer = Peer.start();
    static TestService ruqi;
    static JsonNode idle;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(scripts.resolve("t.sh"), "echo hi \"$@\"; echo err >&2");
        Map<String, Object> properties =
                TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        properties.put("butterfly.baichuan.url", peer.url(""));
        properties.put("ruqi.scripts-root", scripts.toString());
        ruqi = TestService.start(properties).awaitReady();
        Eventually.until(Duration.ofSeconds(60), () -> !ruqi.call("/ruqi/scheduler_status")
                .at("/data/check_time")
                .isNull());
        idle = ruqi.call("/ruqi/scheduler_status");
    }

    @AfterAll
    static void stop() {
        ruqi.close();
        peer.close();
    }

    @Test
    void a_scheduler_with_nothing_to_do() {
        assertThat(idle.get("stat").asText()).isEqualTo("OK");
        assertThat(idle.at("/data/wait_seconds").asDouble()).isEqualTo(300);
        assertThat(idle.at("/data/next_wakeup_time").isNull()).isTrue();
        assertThat(idle.at("/data/check_time").asText())
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
    }

    @Test
    void a_job_is_added_listed_and_shown() {
        assertThat(ruqi.add("interval", "i1", "bash t.sh a b", "1 d")).isEqualTo(Json.tree("{\"stat\": \"OK\"}"));

        assertThat(ruqi.call("/ruqi/job_list", "job_id", "i1")
                        .at("/data/list/0/rule")
                        .asText())
                .isEqualTo("86400s");
        JsonNode shown = ruqi.call("/ruqi/job_show", "job_id", "i1").get("data");
        assertThat(shown.get("nexttime").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?");
        JsonNode recorded = Json.tree(
                "{\"job_id\":\"i1\",\"cmd\":\"bash t.sh a b\",\"rule\":\"86400s\",\"job_trigger\":\"interval\",\"job_name\":\"test\"}");
        recorded.properties()
                .forEach(member -> assertThat(shown.get(member.getKey())).isEqualTo(member.getValue()));
    }

    @Test
    void what_is_unknown_cannot_be_removed_and_the_reason_is_one_line() {
        HttpResponse<String> unknown = ruqi.post("/ruqi/job_remove", "{\"job_id\":\"zzz\"}");
        HttpResponse<String> broken = ruqi.post("/ruqi/job_remove", "{\"job_id\":\"zzz\\r\\nSet-Cookie: a=b\"}");

        assertThat(Json.tree(unknown.body()).get("stat").asText()).isEqualTo("ERR");
        assertThat(unknown.headers().allValues("x-reason")).containsExactly("there is no job 'zzz'");
        assertThat(Json.tree(broken.body()).get("stat").asText()).isEqualTo("ERR");
        assertThat(broken.headers().allValues("x-reason"))
                .singleElement()
                .asString()
                .doesNotContainPattern("[\\r\\n]")
                .doesNotContainIgnoringCase("select");
        assertThat(broken.headers().firstValue("set-cookie")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      script  | bash t.sh a b          | true  | hi a b\\nerr
      refused | http://127.0.0.1:1/    | false | {}
      bad     | PEER/broken            | false | {}
      biz     | PEER/reply/ERR_BIZ     | true  | {"stat":"ERR_BIZ"}
      message | /demo_api/hello        | true  | FIRING
      """)
    void a_row_of_the_history(String id, String cmd, boolean isSuccess, String output) {
        ruqi.add("date", id, cmd.replace("PEER", peer.url("")), "now");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history(id).size() == 1);

        JsonNode row = ruqi.history(id).get(0);
        assertThat(row.get("cmd_is_success").asBoolean()).isEqualTo(isSuccess);
        assertThat(row.get("cmd_output").asText())
                .isEqualTo(output.replace("\\n", "\n")
                        .replace("FIRING", row.get("firing_id").asText()));
        assertThat(row.hasNonNull("reason")).isEqualTo(!isSuccess);
        assertThat(row.get("cmd_cost").asDouble() == 0.0).isEqualTo(id.equals("message"));
    }
}
