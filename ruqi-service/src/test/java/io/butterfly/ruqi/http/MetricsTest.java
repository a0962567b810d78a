package io.butterfly.ruqi.http;

import static io.butterfly.ruqi.http.SharedService.peer;
import static io.butterfly.ruqi.http.SharedService.ruqi;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.house.MetricRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus gets of a RuQi that has fired some jobs. */
@ExtendWith(SharedService.class)
class MetricsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void every_figure_of_the_table_is_shown_and_counts_what_happens() throws IOException {
        ruqi.add("date", "metrics-http", peer.url("/metrics"), "now");
        ruqi.add("date", "metrics-script", "bash t.sh", "now");

        Eventually.within(SOON, () -> assertThat(ruqi.get("/prometheus").body())
                .containsPattern("butterfly_ruqi_firings_total\\{kind=\"http\",result=\"failed\"} [1-9]")
                .containsPattern("butterfly_ruqi_firings_total\\{kind=\"script\",result=\"succeeded\"} [1-9]")
                .containsPattern("butterfly_ruqi_firing_lateness_seconds_bucket\\{le=\"5.0\"} [2-9]")
                .containsPattern("butterfly_ruqi_firings_running \\d")
                .containsPattern("butterfly_store_clock_offset_seconds -?(0\\.|\\d\\.\\d+E-)")
                .contains("loop=\"ruqi-firing\"", "uri=\"/ruqi/job_add\""));
        MetricRules.check("ruqi", true, ruqi.get("/prometheus").body(), Path.of(".."));
    }
}
