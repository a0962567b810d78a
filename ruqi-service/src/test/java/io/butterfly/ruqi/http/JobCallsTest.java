package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job, from its adding to its removal. */
@ExtendWith(SharedService.class)
class JobCallsTest {
    private static final String FAR = "2099-01-01 00:00:00";

    @Test
    void is_listed_and_shown_in_the_shapes_of_the_contract() {
        ruqi.add("date", "shape", "/demo_api/hello#{\"str_info\":\"你好 🦋\"}", "2099-1-2 3:4:5.5");

        JsonNode listed = ruqi.call("/ruqi/job_list", "job_id", "shape").at("/data");
        assertThat(listed.get("total").asInt()).isEqualTo(1);
        assertThat(names(listed.at("/list/0")))
                .containsExactlyInAnyOrder(
                        "job_id", "job_name", "cmd", "job_trigger", "rule", "next_run_time", "c_time");
        assertThat(listed.at("/list/0/next_run_time").asText()).isEqualTo("2099-01-02 03:04:05");
        assertThat(listed.at("/list/0/c_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");

        JsonNode shown = ruqi.call("/ruqi/job_show", "job_id", "shape").get("data");
        assertThat(shown.get("nexttime").asText()).isEqualTo("2099-01-02 03:04:05.500000");
        assertThat(shown.get("next_run_time").asText()).isEqualTo("2099-01-02 03:04:05");
        assertThat(shown.get("rule").asText()).isEqualTo("2099-01-02 03:04:05.500000");
        assertThat(shown.get("cmd").asText()).isEqualTo("/demo_api/hello#{\"str_info\":\"你好 🦋\"}");
    }

    @Test
    void has_its_rule_in_normal_form() {
        ruqi.add("interval", "normal", "/demo_api/ping", "1 d");

        assertThat(ruqi.call("/ruqi/job_list", "job_id", "normal")
                        .at("/data/list/0/rule")
                        .asText())
                .isEqualTo("86400s");
    }

    @Test
    void can_be_removed_once() {
        ruqi.add("date", "gone", "/demo_api/ping", FAR);

        assertThat(stat(ruqi.call("/ruqi/job_remove", "job_id", "gone"))).isEqualTo("OK");
        HttpResponse<String> again = ruqi.post("/ruqi/job_remove", "{\"job_id\":\"gone\"}");
        assertThat(again.body()).contains("\"stat\":\"ERR\"", "there is no job 'gone'");
        assertThat(again.headers().firstValue("x-reason")).contains("there is no job 'gone'");
    }

    @Test
    void cannot_be_added_twice_under_one_id() {
        ruqi.add("date", "twice", "/demo_api/ping", FAR);

        JsonNode second = ruqi.add("interval", "twice", "/demo_api/hello", "1s");

        assertThat(stat(second)).isEqualTo("ERR");
        assertThat(second.get("message").asText()).contains("job_id 'twice' is taken");
        assertThat(ruqi.call("/ruqi/job_show", "job_id", "twice")
                        .at("/data/cmd")
                        .asText())
                .isEqualTo("/demo_api/ping");
    }

    @Test
    void may_be_modified_with_its_whole_row_as_a_page_has_it() {
        ruqi.add("date", "row", "/demo_api/ping", FAR);

        JsonNode reply = ruqi.call(
                "/ruqi/job_modify",
                "job_trigger",
                "date",
                "job_id",
                "row",
                "job_name",
                "n",
                "cmd",
                "/a",
                "rule",
                FAR,
                "next_run_time",
                "2000-01-01 00:00:00",
                "nexttime",
                "None",
                "c_time",
                "2000-01-01 00:00:00");

        assertThat(stat(reply)).isEqualTo("OK");
        assertThat(ruqi.call("/ruqi/job_show", "job_id", "row")
                        .at("/data/next_run_time")
                        .asText())
                .isEqualTo(FAR);
    }

    @Test
    void differs_from_another_by_every_byte_of_its_id() {
        assertThat(stat(ruqi.add("date", "Case", "/demo_api/ping", FAR))).isEqualTo("OK");
        assertThat(stat(ruqi.add("date", "case", "/demo_api/ping", FAR))).isEqualTo("OK");
        assertThat(stat(ruqi.add("date", "cäse", "/demo_api/ping", FAR))).isEqualTo("OK");
    }

    @Test
    void may_have_a_command_much_longer_than_the_manuals_column() {
        String cmd = "/demo_api/hello#{\"str_info\":\"" + "x".repeat(60_000) + "\"}";

        assertThat(stat(ruqi.add("date", "long", cmd, "now"))).isEqualTo("OK");

        Eventually.until(Duration.ofSeconds(60), () -> ruqi.history("long").size() == 1);
        assertThat(ruqi.history("long").at("/0/cmd").asText()).isEqualTo(cmd);
    }

    private static String stat(JsonNode reply) {
        return reply.get("stat").asText();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
