package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.baiChuan;
import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.embedded.Redis;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message for one of the demo handlers. */
class DemoTest {
    @TempDir
    private Path folder;

    @Test
    void it_is_executed_right_here() {
        String id = baiChuan.publish("/demo_api/hello", "{\"str_info\":{\"any\":\"value\"}}");

        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("OK"));
        assertThat(baiChuan.task(id).at("/task_info/result/str_info/any").asText())
                .isEqualTo("value");
    }

    @Test
    void a_missing_parameter_makes_it_fail() {
        String id = baiChuan.publish("/demo_api/hello", "{}");

        Eventually.within(
                SOON, () -> assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED"));
        assertThat(baiChuan.task(id).path("message").asText()).contains("missing parameter 'str_info'");
    }

    @Test
    void its_result_has_the_members_that_a_stat_adaptor_adds() {
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan adapted = RunningBaiChuan.start(
                        Map.of("butterfly.redis.url", redis.url(), "butterfly.stat-adaptor.status-name", "success"))) {
            String id = adapted.publish("/demo_api/hello", "{\"str_info\":1}");
            String wrong = adapted.publish("/demo_api/hello", "{}");
            Eventually.within(SOON, () -> {
                assertThat(adapted.task(id).path("stat").asText()).isEqualTo("OK");
                assertThat(adapted.task(wrong).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED");
            });

            assertThat(adapted.task(id).at("/task_info/result").toString())
                    .isEqualTo("{\"stat\":\"OK\",\"success\":true,\"str_info\":1}");
            assertThat(adapted.task(wrong).at("/task_info/result/success").toString())
                    .isEqualTo("false");
        }
    }

    @Test
    void a_result_that_no_handler_made_has_them_too() {
        String handler = RunningBaiChuan.newHandler();
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan adapted = RunningBaiChuan.start(
                        Map.of("butterfly.redis.url", redis.url(), "butterfly.stat-adaptor.status-name", "success"))) {
            String lost = adapted.publish(handler, "{}", ",\"max_attempts\":1");
            assertThat(adapted.claim(handler, 5)).hasSize(1);
            String cancelled = adapted.publish(handler, "{}");
            adapted.post("/baichuan/task_cancel", "{\"task_id\":\"" + cancelled + "\"}");

            assertThat(adapted.task(cancelled).at("/task_info/result").toString())
                    .startsWith("{\"stat\":\"ERR_MSG_CANCELLED\",\"message\":\"cancelled before")
                    .endsWith("\"success\":false}");
            Eventually.within(SOON, () -> assertThat(
                            adapted.task(lost).at("/task_info/result").toString())
                    .startsWith("{\"stat\":\"ERR_MSG_LOST\",\"message\":\"lost in 1 of 1 attempts")
                    .endsWith("\"success\":false}"));
        }
    }

    @Test
    void is_left_to_workers_of_that_name_when_the_demo_is_off() {
        try (Redis redis = Redis.start(folder, 0);
                RunningBaiChuan without = RunningBaiChuan.start(
                        Map.of("butterfly.redis.url", redis.url(), "baichuan.demo-handlers", "false"))) {
            String id = without.publish("/test_cron", "{}");

            assertThat(without.claim("/test_cron", 5).at("/0/task_id").asText()).isEqualTo(id);
        }
    }

    @Test
    void the_handlers_are_endpoints_too() {
        assertThat(baiChuan.get("/demo_api/hello?str_info=%E4%BD%A0%E5%A5%BD")
                        .path("str_info")
                        .asText())
                .isEqualTo("你好");
        assertThat(baiChuan.get("/demo_api/hello?str_info=1&str_info=2").path("str_info"))
                .hasSize(2);
        assertThat(baiChuan.get("/demo_api/ping").path("randstr").asText())
                .hasSizeBetween(86, 170)
                .doesNotContain("+", "/", "=");
        assertThat(baiChuan.post("/demo_api/collect", "{\"all_taskdata\":[1,{\"a\":2}]}")
                        .at("/data/1/a")
                        .asInt())
                .isEqualTo(2);
    }
}
