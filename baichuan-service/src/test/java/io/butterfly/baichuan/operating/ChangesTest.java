package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import org.junit.jupiter.api.Test;

/** Who changed what, kept in Redis. */
class ChangesTest {
    private final RunningBaiChuan baiChuan = Life.baiChuan;
    private final String handler = RunningBaiChuan.newHandler();

    @Test
    void of_an_operator_are_listed_and_messages_are_none() {
        baiChuan.post("/baichuan/queue_pause", "{\"handler\":\"" + handler + "\"}");
        baiChuan.publish(handler, "{}");
        baiChuan.post("/baichuan/queue_resume", "{\"handler\":\"" + handler + "\"}");

        JsonNode list = baiChuan.get("/baichuan/audit_list?object=" + handler).at("/data/list");

        assertThat(list.findValuesAsText("call")).containsExactly("/baichuan/queue_resume", "/baichuan/queue_pause");
        assertThat(list.at("/0/stat").asText()).isEqualTo("OK");
        assertThat(list.at("/0/at").asText()).endsWith("Z");
        assertThat(baiChuan.get("/baichuan/audit_list?limit=1").at("/data/list"))
                .hasSize(1);
    }

    @Test
    void say_what_was_before() {
        String prefix = handler.substring(0, 20);
        baiChuan.post("/baichuan/queue_pause", "{\"handler\":\"" + handler + "\"}");
        baiChuan.post("/baichuan/queue_resume", "{\"handler\":\"" + handler + "\"}");
        baiChuan.post("/baichuan/queue_limit", "{\"handler\":\"" + handler + "\",\"rate\":5}");
        baiChuan.post("/baichuan/queue_limit", "{\"handler\":\"" + handler + "\",\"concurrency\":2}");
        for (String url : new String[] {"http://127.0.0.1:1", "http://127.0.0.1:2"}) {
            baiChuan.post(
                    "/baichuan/route_set",
                    "{\"name\":\"%s\",\"prefix\":\"%s\",\"url\":\"%s\"}".formatted(prefix.substring(6), prefix, url));
        }
        baiChuan.post("/baichuan/route_remove", "{\"name\":\"" + prefix.substring(6) + "\"}");

        assertThat(baiChuan.get("/baichuan/audit_list?object=" + handler)
                        .at("/data/list")
                        .findValuesAsText("before"))
                .containsExactly(
                        "{\"rate\":\"5\",\"rate_period\":\"1\"}",
                        "{\"limits\":\"none\"}",
                        "{\"paused\":true}",
                        "{\"paused\":false}");
        JsonNode routes = baiChuan.get("/baichuan/audit_list?object=" + prefix.substring(6))
                .at("/data/list");
        assertThat(routes.at("/0/before").asText()).contains("\"url\":\"http://127.0.0.1:2\"");
        assertThat(routes.at("/1/before").asText()).contains("\"url\":\"http://127.0.0.1:1\"");
        assertThat(routes.at("/2/before").asText()).isEmpty();
    }
}
