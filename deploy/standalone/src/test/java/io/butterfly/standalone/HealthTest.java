package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void who_is_down_is_named_with_what_is_known() {
        String report = """
        {"status":"DOWN","services":{"baichuan-1":{"status":"UP"},"ruqi-1":{"status":"DOWN","error":"not ready"},
        "ruqi-2":{"status":"DOWN","error":"does not answer"}}}""";

        assertThat(Health.whoIsDown(report)).isEqualTo("ruqi-1 (not ready), ruqi-2 (does not answer)");
        assertThat(Health.whoIsDown("{}")).isEqualTo("the gateway does not answer");
    }

    @Test
    void what_cannot_become_well_is_not_waited_for() {
        Health health = new Health("http://127.0.0.1:1");
        health.giveUp("MariaDB failed to start 3 times: the disk is full");

        assertThatThrownBy(() -> health.awaitGreen(Duration.ofHours(1), Path.of("logs")))
                .hasMessage("MariaDB failed to start 3 times: the disk is full");
    }
}
