package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A queue that an operator has slowed down. */
class QueueRulesTest {
    private final String handler = RunningBaiChuan.newHandler();

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            baiChuan.publish(handler, "{}");
        }
    }

    private JsonNode limit(String limits) {
        return baiChuan.post("/baichuan/queue_limit", "{\"handler\":\"%s\",%s}".formatted(handler, limits));
    }

    private void call(String name) {
        assertThat(baiChuan.post("/baichuan/" + name, "{\"handler\":\"%s\"}".formatted(handler))
                        .path("stat")
                        .asText())
                .isEqualTo("OK");
    }

    @Test
    void a_paused_queue_hands_nothing_out_until_it_is_resumed() {
        call("queue_pause");
        publish(1);
        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> baiChuan.claim(handler, 20));

        call("queue_resume");

        assertThat(waiting.orTimeout(30, TimeUnit.SECONDS).join()).hasSize(1);
    }

    @Test
    void no_more_than_its_concurrency_are_in_hands_and_an_end_lets_the_next_go() {
        assertThat(limit("\"concurrency\":2").at("/data/concurrency").asInt()).isEqualTo(2);
        publish(3);

        JsonNode first = baiChuan.claim(handler, 0, 10);
        assertThat(first).hasSize(2);
        baiChuan.finish(first.get(0), "{\"stat\":\"OK\"}");

        assertThat(baiChuan.claim(handler, 5, 10)).hasSize(1);
    }

    @Test
    void no_more_than_its_rate_are_started_and_no_limit_is_no_limit() {
        limit("\"rate\":2,\"rate_period\":3600");
        publish(5);

        assertThat(baiChuan.claim(handler, 0, 10)).hasSize(1);
        assertThat(baiChuan.claim(handler, 0, 10)).isEmpty();

        limit("\"rate\":0");
        assertThat(baiChuan.claim(handler, 0, 10)).hasSize(4);
        assertThat(redis.exists("mq:rules:{" + handler + "}", "mq:rate:{" + handler + "}"))
                .isZero();
    }

    @Test
    void a_clock_that_was_set_back_stops_no_queue_with_a_rate() {
        limit("\"rate\":1000");
        publish(3);
        assertThat(baiChuan.claim(handler, 0)).hasSize(1);
        double inAnHour = System.currentTimeMillis() + 3_600_000.0;
        redis.hset(
                "mq:rate:{" + handler + "}",
                Map.of("at", Long.toString((long) inAnHour).getBytes(), "tokens", "0.5".getBytes()));

        Eventually.within(SOON, () -> assertThat(baiChuan.claim(handler, 0, 10)).isNotEmpty());
    }

    @Test
    void a_clock_that_was_set_back_keeps_no_group_waiting() {
        for (String group : new String[] {"first", "second", "second", "second"}) {
            baiChuan.publish(handler, "{\"of\":\"" + group + "\"}", ",\"group\":\"" + group + "\"");
        }
        redis.zadd("mq:turns:{" + handler + "}", (System.currentTimeMillis() + 3_600_000) * 1000.0, "first".getBytes());

        List<String> turns = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            JsonNode message = baiChuan.claim(handler, 1).get(0);
            turns.add(message.at("/params/of").asText());
            baiChuan.finish(message, "{\"stat\":\"OK\"}");
        }

        assertThat(turns).as("whoever had a turn comes after those who wait").containsExactly("second", "first");
    }

    @Test
    void a_group_may_be_given_more_room() {
        limit("\"group_concurrency\":2");
        for (int i = 0; i < 5; i++) {
            baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        }
        assertThat(baiChuan.claim(handler, 0, 10)).hasSize(2);

        limit("\"group_concurrency\":3");
        assertThat(baiChuan.claim(handler, 0, 10))
                .as("at once, though none has ended")
                .hasSize(1);

        limit("\"group_concurrency\":5");
        limit("\"group_concurrency\":1");
        assertThat(baiChuan.claim(handler, 0, 10)).isEmpty();
    }

    @Test
    void an_absurd_limit_is_refused_by_name() {
        JsonNode reply = limit("\"concurrency\":-1");

        assertThat(reply.path("stat").asText()).isEqualTo("ERR_BAD_PARAMS");
        assertThat(reply.path("message").asText()).contains("concurrency");
    }
}
