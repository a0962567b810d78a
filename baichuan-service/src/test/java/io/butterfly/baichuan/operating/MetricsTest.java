package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import io.butterfly.house.MetricRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Prometheus gets of a BaiChuan that has done some work, on a Redis of its own: no other replica takes part in it.
 */
class MetricsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final String handler = RunningBaiChuan.newHandler();

    @TempDir
    Path folder;

    @Test
    void every_figure_of_the_table_is_shown_and_counts_what_happens() throws IOException {
        try (Redis redis = Redis.start(Redis.Settings.in(folder, 0, Redis.Persistence.EVERY_SECOND));
                RunningBaiChuan baiChuan = RunningBaiChuan.start(Map.of("butterfly.redis.url", redis.url()))) {
            for (int i = 0; i < 4; i++) {
                baiChuan.publish(handler, "{}");
            }
            baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}");
            baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"ERR_SERVER_EXCEPTION\"}");
            baiChuan.claim(handler, 0); // and never heard of again
            JsonNode again = baiChuan.claim(handler, 10, 2);
            assertThat(again.size()).isPositive();
            baiChuan.status("/no/such/path");

            Eventually.within(SOON, () -> assertThat(scraped(baiChuan))
                    .contains("butterfly_baichuan_messages_total{result=\"ok\",step=\"published\"} 4.0")
                    .contains("butterfly_baichuan_messages_total{result=\"ok\",step=\"finished\"} 1.0")
                    .contains("butterfly_baichuan_messages_total{result=\"failed\",step=\"finished\"} 1.0")
                    .containsPattern("butterfly_baichuan_messages_total\\{result=\"ok\",step=\"claimed\"} [4-9]")
                    .containsPattern("butterfly_baichuan_leases_lost_total [1-9]")
                    .containsPattern("butterfly_baichuan_attempts_total [3-9]")
                    .containsPattern("butterfly_baichuan_queue_depth\\{handler=\"" + handler + "\"} [0-2]\\.0")
                    .containsPattern("butterfly_store_clock_offset_seconds -?(0\\.|\\d\\.\\d+E-)")
                    .contains("uri=\"other\"", "loop=\"recovery\"", "uri=\"/baichuan/worker_claim\""));
            MetricRules.check("baichuan", false, scraped(baiChuan), Path.of(".."));
        }
    }

    private static String scraped(RunningBaiChuan baiChuan) {
        return baiChuan.text("/prometheus");
    }
}
