package io.butterfly.xingqiao.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.house.MetricRules;
import io.butterfly.xingqiao.support.Http;
import io.butterfly.xingqiao.support.TestDatabase;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Prometheus gets of a XingQiao that has moved some jobs; no BaiChuan answers. */
class MetricsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void every_figure_of_the_table_is_shown_and_counts_what_happens() throws IOException {
        try (EmbeddedServer server = TestDatabase.create().server(Map.of())) {
            Http http = new Http(server);
            long finished = create(http);
            create(http);
            http.post("/xingqiao/pause_job", "{\"job_id\":" + create(http) + "}");
            http.post("/xingqiao/signal", "{\"job_id\":" + finished + ",\"task_label\":\"ask\"}");

            Eventually.within(SOON, () -> assertThat(scraped(http))
                    .contains("butterfly_xingqiao_job_seconds_count{result=\"finished\"} 1")
                    .contains("butterfly_xingqiao_task_seconds_count{result=\"finished\"} 1")
                    .contains("butterfly_xingqiao_jobs{status=\"started\"} 1.0")
                    .contains("butterfly_xingqiao_jobs{status=\"paused\"} 1.0")
                    .contains("butterfly_xingqiao_notices_waiting 0.0")
                    .containsPattern("butterfly_store_clock_offset_seconds -?(0\\.|\\d\\.\\d+E-)")
                    .contains("loop=\"xingqiao-reconcile\"", "uri=\"/xingqiao/create_job\""));
            MetricRules.check("xingqiao", true, scraped(http), Path.of(".."));
        }
    }

    private static long create(Http http) {
        return http.post(
                        "/xingqiao/create_job",
                        "{\"job_namespace\":\"ns\",\"job_type\":\"given\",\"job_extra\":{\"tasks\":"
                                + "[{\"label\":\"ask\",\"wait\":true}]}}")
                .get("job_id")
                .asLong();
    }

    private static String scraped(Http http) {
        return http.send("/prometheus", null).body();
    }
}
