package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scheduler's own calls, and the names under which calls answer. */
@ExtendWith(SharedService.class)
class SchedulerCallsTest {
    @Test
    void tells_its_latest_turn_and_who_lives() {
        JsonNode status = ruqi.call("/ruqi/scheduler_status").get("data");

        assertThat(status.get("wait_seconds").isNumber()).isTrue();
        assertThat(status.get("last_pass_age").asDouble()).isBetween(0.0, 60.0);
        assertThat(status.get("check_time").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(status.has("next_wakeup_time")).isTrue();
        assertThat(status.at("/schedulers")).hasSize(1);
    }

    @Test
    void can_be_woken() {
        assertThat(ruqi.get("/ruqi/scheduler_wakeup").body()).isEqualTo("{\"stat\":\"OK\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ruqi/job_list",
                "/ruqi/job_lis",
                "/ruqi/get_jobs",
                "/ruqi/get_history",
                "/ruqi/job_history_list",
                "/ruqi/scheduler_status",
                "/ruqi/status",
                "/ruqi/scheduler_wakeup",
                "/ruqi/wakeup"
            })
    void every_name_of_a_call_answers_get_and_post(String path) {
        assertThat(ruqi.get(path).body()).contains("\"stat\":\"OK\"");
        assertThat(ruqi.post(path, "{}").body()).contains("\"stat\":\"OK\"");
    }

    @Test
    void the_old_names_add_show_and_remove() {
        assertThat(ruqi.get("/ruqi/add_job?job_trigger=date&job_id=old&job_name=n&cmd=/demo_api/ping&rule=2099-01-01")
                        .body())
                .isEqualTo("{\"stat\":\"OK\"}");
        assertThat(ruqi.get("/ruqi/get_job?job_id=old").body()).contains("\"nexttime\":\"2099-01-01 00:00:00\"");
        assertThat(ruqi.get("/ruqi/remove_job?job_id=old").body()).isEqualTo("{\"stat\":\"OK\"}");
    }
}
