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
}
