package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import org.junit.jupiter.api.Test;

/** Equal messages under way. */
class UniqueTest {
    private final String handler = RunningBaiChuan.newHandler();

    private JsonNode publish(String params, String more) {
        return baiChuan.post(
                        "/baichuan/task_create",
                        "{\"handler\":\"%s\",\"params\":%s%s}".formatted(handler, params, more))
                .path("data");
    }

    private JsonNode publish(String params) {
        return publish(params, ",\"msg_create_unique\":\"yes\"");
    }

    private void finishOne() {
        assertThat(baiChuan.finish(baiChuan.claim(handler, 0).get(0), "{\"stat\":\"OK\"}"))
                .isEqualTo("OK");
    }

    @Test
    void the_second_is_not_published_and_names_the_first() {
        JsonNode first = publish("{\"a\":1,\"b\":[2.0]}");
        JsonNode second = publish("{\"b\":[2],\"a\":1}");

        assertThat(first.path("created").asBoolean()).isTrue();
        assertThat(second.path("created").asBoolean()).isFalse();
        assertThat(second.path("task_id")).isEqualTo(first.path("task_id"));
        assertThat(second.path("message").asText()).contains("equal message");
        assertThat(publish("{\"a\":2}").path("created").asBoolean()).isTrue();
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(2);
    }

    @Test
    void numbers_are_equal_only_when_every_digit_is() {
        for (String number : new String[] {
            "9007199254740993.1", "9007199254740993.2", "1e400", "1e999999999", "\"Infinity\"", "1", "\"#1\""
        }) {
            assertThat(publish("{\"n\":" + number + "}").path("created").asBoolean())
                    .as(number)
                    .isTrue();
        }
        for (String same : new String[] {"9007199254740993.10", "10E399", "1.0", "1e0"}) {
            assertThat(publish("{\"n\":" + same + "}").path("created").asBoolean())
                    .as(same)
                    .isFalse();
        }
    }

    @Test
    void the_mark_is_gone_when_the_message_has_ended() {
        publish("{}");
        finishOne();

        assertThat(redis.keys("mq:unique:{" + handler + "}*")).isEmpty();
        assertThat(publish("{}").path("created").asBoolean()).isTrue();
    }

    @Test
    void a_mark_whose_holder_has_ended_elsewhere_is_taken_over() {
        String first = publish("{}").path("task_id").asText();
        redis.hset("mq:msg:" + first, "status", "finished".getBytes());

        assertThat(publish("{}").path("created").asBoolean()).isTrue();
    }

    @Test
    void a_throttled_message_is_not_published_again_although_the_first_has_ended() {
        String throttle = ",\"msg_create_unique\":\"throttle\",\"unique_for\":1,\"unique_key\":\"k\"";
        assertThat(publish("{}", throttle).path("created").asBoolean()).isTrue();
        assertThat(publish("{\"x\":1}", throttle).path("created").asBoolean()).isFalse();

        Eventually.within(
                SOON, () -> assertThat(publish("{}", throttle).path("created").asBoolean())
                        .isTrue());
    }

    @Test
    void a_throttled_message_whose_publisher_died_before_it_existed_blocks_nobody_for_its_period() {
        String throttle = ",\"msg_create_unique\":\"throttle\",\"unique_for\":1000,\"unique_key\":\"k\"";
        String first = publish("{}", throttle).path("task_id").asText();
        String mark = redis.keys("mq:unique:{" + handler + "}*").getFirst();
        assertThat(new String(redis.get(mark))).startsWith(first + " ").endsWith(" made");
        redis.set(mark, "nobody 1".getBytes());

        String second = publish("{}", throttle).path("task_id").asText();

        assertThat(second).isNotIn(first, "nobody");
        assertThat(redis.ttl(mark)).isBetween(900L, 1000L);
        redis.del("mq:msg:" + second);
        redis.set(mark, (second + " 1 made").getBytes());
        assertThat(publish("{}", throttle).path("created").asBoolean())
                .as("one that existed has gone")
                .isFalse();
    }

    @Test
    void what_waits_takes_the_new_params_and_what_is_executed_does_not() {
        String replace = ",\"msg_create_unique\":\"replace\",\"unique_key\":\"k\"";
        String first = publish("{\"n\":1}", replace).path("task_id").asText();

        assertThat(publish("{\"n\":2}", replace).path("task_id").asText()).isEqualTo(first);
        JsonNode message = baiChuan.claim(handler, 0).get(0);
        assertThat(message.at("/params/n").asInt()).isEqualTo(2);

        assertThat(publish("{\"n\":3}", replace).path("created").asBoolean()).isTrue();
        assertThat(hash(first)).containsEntry("data", "{\"n\":2}");
    }

    @Test
    void a_debounced_message_begins_its_delay_anew() {
        String debounce = ",\"msg_create_unique\":\"debounce\",\"unique_key\":\"k\",\"delay\":";
        String first = publish("{\"n\":1}", debounce + "100").path("task_id").asText();
        double due = redis.zscore("mq:delayed:{" + handler + "}", first.getBytes());

        assertThat(publish("{\"n\":2}", debounce + "1000").path("created").asBoolean())
                .isFalse();

        assertThat(redis.zscore("mq:delayed:{" + handler + "}", first.getBytes()))
                .isGreaterThan(due + 800_000);
        assertThat(hash(first)).containsEntry("data", "{\"n\":2}");
    }

    @Test
    void publishing_again_what_an_equal_message_has_rewritten_is_no_other_message() {
        String replace = ",\"msg_create_unique\":\"replace\",\"unique_key\":\"k\"";
        String id = baiChuan.publish(handler, "{\"n\":1}", replace);
        publish("{\"n\":2}", replace);

        JsonNode again = publish("{\"n\":1}", replace + ",\"task_id\":\"" + id + "\"");

        assertThat(again.path("task_id").asText()).isEqualTo(id);
        assertThat(again.path("created").asBoolean()).isFalse();
        assertThat(again.path("status").asText()).isEqualTo("queued");
    }
}
