package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ledger;
import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lists: filters, pages, order. */
@ExtendWith(SharedService.class)
class ListCallsTest {
    private static final String FAR = "2099-01-01 00:00:00";

    @Test
    void is_filtered_exactly_and_paged_from_one() {
        for (int i = 0; i < 17; i++) {
            ruqi.call(
                    "/ruqi/job_add",
                    "job_trigger",
                    "date",
                    "job_id",
                    "page" + i,
                    "job_name",
                    "pages",
                    "cmd",
                    "/demo_api/ping",
                    "rule",
                    FAR);
        }

        assertThat(page("job_name", "pages").at("/list")).hasSize(17);
        assertThat(page("job_name", "page").at("/total").asInt()).isZero();
        assertThat(page("job_name", "page' OR '1'='1").at("/total").asInt())
                .as("a value, whatever it says")
                .isZero();
        assertThat(page("job_name", "pages", "page_index", "1").at("/list")).hasSize(15);
        assertThat(page("job_name", "pages", "page_index", "0").at("/list")).hasSize(15);
        assertThat(page("job_name", "pages", "page_index", "1", "page_size", "0")
                        .at("/list"))
                .hasSize(17);
        JsonNode second = page("job_name", "pages", "page_index", "2", "page_size", "10");
        assertThat(second.at("/list")).hasSize(7);
        assertThat(second.at("/total").asInt()).isEqualTo(17);
        assertThat(second.at("/list/6/job_id").asText()).isEqualTo("page0");
    }

    @Test
    void is_refused_a_negative_page() {
        assertThat(stat(ruqi.call("/ruqi/job_list", "page_index", "-1"))).isEqualTo("ERR_SERVER_EXCEPTION");
        assertThat(stat(ruqi.call("/ruqi/get_history", "page_index", "x"))).isEqualTo("ERR_SERVER_EXCEPTION");
    }

    @Test
    void may_be_longer_than_what_is_read_at_once() throws Exception {
        ledger.update(
                """
        INSERT INTO ruqi_jobs (id, job_uid, kind, next_run_time, job_state, job_lock, job_name, job_trigger, job_rule, u_time, c_time)
        VALUES\s""" + IntStream.range(0, 1_700).mapToObj(i -> """
        ('many%1$d', LPAD(%1$d, 32, 'A'), 0, IF(%1$d %% 3 = 0, NULL, 4102444800 + %1$d %% 7), '{"version":2,"cmd":"/a"}', 0, 'many', 'date',
         '2100-01-01', '2020-01-01', '2020-01-01')""".formatted(i)).collect(Collectors.joining(",")));

        for (String order : List.of("c_time", "job_id", "job_name", "next_run_time")) {
            for (String direction : List.of("asc", "desc")) {
                JsonNode data = page("job_name", "many", "orderBy", order, "orderDir", direction);
                assertThat(data.at("/total").asInt()).isEqualTo(1_700);
                assertThat(data.at("/list").findValuesAsText("job_id"))
                        .hasSize(1_700)
                        .doesNotHaveDuplicates();
                assertThat(data.at("/list").findValuesAsText("next_run_time")).satisfies(times -> {
                    if (order.equals("next_run_time")) {
                        Comparator<String> rising = Comparator.comparing(time -> time.equals("null") ? "" : time);
                        assertThat(times).isSortedAccordingTo(direction.equals("asc") ? rising : rising.reversed());
                    }
                });
            }
        }
        ledger.update("DELETE FROM ruqi_jobs WHERE job_name = 'many'");
    }

    @Test
    void is_filtered_by_trigger_and_status_and_sorted() {
        for (String id : List.of("b", "a", "c")) {
            ruqi.call(
                    "/ruqi/job_add",
                    "job_trigger",
                    id.equals("a") ? "cron" : "date",
                    "job_id",
                    "sorted-" + id,
                    "job_name",
                    "sorted",
                    "cmd",
                    "/a",
                    "rule",
                    id.equals("a") ? "0 0 0 1 1 *" : FAR);
        }
        ruqi.call("/ruqi/job_pause", "job_id", "sorted-b");

        assertThat(page("job_name", "sorted", "orderBy", "job_id", "orderDir", "asc")
                        .findValuesAsText("job_id"))
                .containsExactly("sorted-a", "sorted-b", "sorted-c");
        assertThat(page("job_name", "sorted", "status", "paused").findValuesAsText("job_id"))
                .containsExactly("sorted-b");
        assertThat(page("job_name", "sorted", "job_trigger", "cron").findValuesAsText("job_id"))
                .containsExactly("sorted-a");
        assertThat(ruqi.call("/ruqi/job_list", "orderBy", "cmd").get("message").asText())
                .contains("orderBy must be one of c_time");
        assertThat(ruqi.call("/ruqi/job_list", "orderDir", "up").get("message").asText())
                .contains("orderDir must be asc or desc");
        assertThat(ruqi.call("/ruqi/job_list", "status", "x").get("message").asText())
                .contains("status must be scheduled, paused or parked");
        assertThat(ruqi.call("/ruqi/job_list", "job_trigger", "crom")
                        .path("message")
                        .asText())
                .contains("job_trigger must be cron, interval or date");
    }

    @Test
    void of_the_history_is_filtered_by_status_scheduler_and_time() throws Exception {
        ledger.update("""
        INSERT INTO ruqi_jobs_history (job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time, status, due_us, last_due_us, instants)
        VALUES ('h', 'h', '/a', 1, '', 2, 'one', '2001-01-01 00:00:00', 'succeeded', 1, NULL, 1),
               ('h', 'h', '/a', 0, '', 1, 'two', '2001-01-02 00:00:00', 'failed', 2, NULL, 1),
               ('h', 'h', '/a', 0, '', 3, 'two', '2001-01-03 00:00:00', 'skipped', 1000, 2500000, 7)""");

        assertThat(history("job_id", "h").findValuesAsText("status")).containsExactly("skipped", "failed", "succeeded");
        assertThat(history("job_id", "h", "status", "failed").findValuesAsText("status"))
                .containsExactly("failed");
        assertThat(history("job_id", "h", "status", "running")).isEmpty();
        assertThat(history("job_id", "h", "is_success", "yes").findValuesAsText("status"))
                .containsExactly("succeeded");
        assertThat(history("job_id", "h", "is_success", "no").findValuesAsText("status"))
                .containsExactly("skipped", "failed");
        assertThat(history("job_id", "h", "is_success", "")).hasSize(3);
        assertThat(history("job_id", "h", "is_success", "no", "status", "succeeded"))
                .isEmpty();
        assertThat(ruqi.call("/ruqi/get_history", "is_success", "x")
                        .get("message")
                        .asText())
                .contains("is_success must be yes or no");
        assertThat(history("job_id", "h", "scheduler_name", "two").findValuesAsText("status"))
                .containsExactly("skipped", "failed");
        assertThat(history("job_name", "h", "from_time", "2001-01-02", "to_time", "2001-01-03")
                        .findValuesAsText("status"))
                .containsExactly("failed");
        assertThat(history("job_id", "h", "orderBy", "id", "orderDir", "asc").findValuesAsText("cmd_cost"))
                .containsExactly("2.0", "1.0", "3.0");
        JsonNode skipped = history("job_id", "h", "status", "skipped").get(0);
        assertThat(skipped.get("due_time").asText()).isEqualTo("1970-01-01 08:00:00.001");
        assertThat(skipped.get("last_due_time").asText()).isEqualTo("1970-01-01 08:00:02.500");
        assertThat(skipped.get("instants").asInt()).isEqualTo(7);
        assertThat(ruqi.call("/ruqi/get_history", "status", "x").get("message").asText())
                .contains("status must be one of");
        assertThat(ruqi.call("/ruqi/get_history", "from_time", "x")
                        .get("message")
                        .asText())
                .contains("from_time must be a time");

        assertThat(ruqi.call("/ruqi/job_history_clear").at("/data/deleted").asInt())
                .isEqualTo(3);
        assertThat(history("job_id", "h")).isEmpty();
        assertThat(ruqi.call("/ruqi/job_history_clear", "days", "0")
                        .get("message")
                        .asText())
                .contains("days must be a number from 1");
    }

    private static JsonNode history(String... parameters) {
        return ruqi.call("/ruqi/get_history", parameters).at("/data/list");
    }

    private JsonNode page(String... parameters) {
        return ruqi.call("/ruqi/job_list", parameters).get("data");
    }

    private static String stat(JsonNode reply) {
        return reply.get("stat").asText();
    }
}
