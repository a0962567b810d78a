package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mark of equal messages goes where the message goes that has it. */
class MarksTest {
    private static final RunningBaiChuan baiChuan = Life.baiChuan;
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    private final String handler = RunningBaiChuan.newHandler();

    private JsonNode publish(String mode, String more) {
        return baiChuan.post(
                        "/baichuan/task_create",
                        "{\"handler\":\"%s\",\"params\":{\"n\":1},\"msg_create_unique\":\"%s\"%s}"
                                .formatted(handler, mode, more))
                .path("data");
    }

    private String created(String mode, String more) {
        JsonNode data = publish(mode, more);
        assertThat(data.path("created").asBoolean()).as("created: %s", data).isTrue();
        return data.path("task_id").asText();
    }

    private static JsonNode call(String verb, String member, String value) {
        return baiChuan.post("/baichuan/" + verb, "{\"" + member + "\":\"" + value + "\"}");
    }

    private JsonNode empty(String state) {
        return baiChuan.post(
                "/baichuan/queue_empty", "{\"handler\":\"%s\",\"state\":\"%s\"}".formatted(handler, state));
    }

    private Stream<String> marks() {
        return redis.keys("mq:unique:{" + handler + "}*").stream().map(redis::get);
    }

    private String fail() {
        JsonNode message = baiChuan.claim(handler, 1).get(0);
        baiChuan.finish(message, "{\"stat\":\"ERR_BAD_PARAMS\"}");
        return message.path("task_id").asText();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "reject", "replace", "debounce"})
    void what_is_deleted_emptied_or_cancelled_stands_in_for_nobody(String mode) {
        String delay = mode.equals("debounce") ? ",\"delay\":1000" : "";
        call("task_delete", "task_id", created(mode, delay));
        assertThat(marks()).isEmpty();
        created(mode, delay);
        empty(delay.isEmpty() ? "queued" : "delayed");
        assertThat(marks()).isEmpty();
        created(mode, ",\"delay\":1000");
        empty("delayed");
        assertThat(marks()).isEmpty();
        call("task_cancel", "task_id", created(mode, delay));
        assertThat(marks()).isEmpty();

        String last = created(mode, mode.equals("debounce") ? ",\"delay\":0" : "");

        assertThat(baiChuan.claim(handler, 5, 5).findValuesAsText("task_id")).containsExactly(last);
    }

    @Test
    void with_a_priority_or_in_a_group_it_is_no_different() {
        created("reject", ",\"priority\":3");
        empty("queued");
        created("reject", ",\"group\":\"g\"");
        empty("queued");

        created("reject", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "replace", "debounce"})
    void of_equal_failed_messages_one_is_requeued_and_the_next_equal_one_is_not_created(String mode) {
        String delay = mode.equals("debounce") ? ",\"delay\":0" : "";
        created(mode, delay);
        String first = fail();
        created(mode, delay);
        String second = fail();

        JsonNode requeued = call("task_requeue", "handler", handler).path("data");

        assertThat(requeued.path("requeued").asInt()).isEqualTo(1);
        assertThat(requeued.path("left").asInt()).isEqualTo(1);
        JsonNode third = publish("yes", "");
        assertThat(third.path("created").asBoolean()).isFalse();
        assertThat(third.path("status").asText()).isEqualTo("queued");
        String back = third.path("task_id").asText();
        assertThat(back).isIn(first, second);
        assertThat(baiChuan.claim(handler, 1, 5).findValuesAsText("task_id")).containsExactly(back);
    }

    @Test
    void one_whose_equal_is_under_way_is_not_requeued_and_hears_which() {
        created("reject", "");
        String failed = fail();
        String queued = created("reject", "");

        JsonNode refused = call("task_requeue", "task_id", failed);

        assertThat(refused.path("stat").asText()).isEqualTo("ERR_MSG_EXIST");
        assertThat(refused.path("message").asText()).contains(queued);
        assertThat(marks()).singleElement().asString().startsWith(queued + " ");
        call("task_delete", "task_id", queued);
        assertThat(call("task_requeue", "task_id", failed).path("stat").asText())
                .isEqualTo("OK");
        assertThat(marks()).singleElement().asString().startsWith(failed + " ");
        assertThat(fail()).isEqualTo(failed);
        assertThat(marks()).isEmpty();
    }

    @Test
    void one_that_is_being_requeued_is_not_taken_for_one_that_has_ended() {
        created("reject", "");
        String failed = fail();
        String mark = "mq:unique:{" + handler + "}:" + redis.hget("mq:msg:" + failed, "unique_key");
        redis.set(mark, failed + " " + System.currentTimeMillis() + " requeued");

        JsonNode equal = publish("reject", "");

        assertThat(equal.path("created").asBoolean()).isFalse();
        assertThat(equal.path("task_id").asText()).isEqualTo(failed);
        assertThat(equal.has("status")).as("not known yet").isFalse();
        redis.set(mark, failed + " " + (System.currentTimeMillis() - 11_000) + " requeued");
        created("reject", "");
    }

    @Test
    void the_answer_for_a_holder_that_is_being_published_does_not_say_that_it_is_queued() {
        String first = created("reject", "");
        String mark = redis.keys("mq:unique:{" + handler + "}*").getFirst();
        redis.del("mq:msg:" + first);
        redis.set(mark, first + " " + System.currentTimeMillis());

        JsonNode second = publish("reject", "");

        assertThat(second.path("created").asBoolean()).isFalse();
        assertThat(second.path("task_id").asText()).isEqualTo(first);
        assertThat(second.has("status")).isFalse();
    }

    @Test
    void a_clock_that_was_set_back_prolongs_no_mark() {
        String first = created("reject", "");
        redis.del("mq:msg:" + first);
        redis.set(
                redis.keys("mq:unique:{" + handler + "}*").getFirst(),
                first + " " + (System.currentTimeMillis() + 3_600_000));

        created("reject", "");
    }
}
