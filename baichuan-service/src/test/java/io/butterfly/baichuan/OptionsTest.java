package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.SOON;
import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.embedded.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a publisher may ask for. */
class OptionsTest {
    private final String handler = RunningBaiChuan.newHandler();

    private String publish(String more) {
        return baiChuan.publish(handler, "{}", more);
    }

    private List<String> claimed(int limit) {
        List<String> ids = new ArrayList<>();
        baiChuan.claim(handler, 0, limit)
                .forEach(message -> ids.add(message.path("task_id").asText()));
        return ids;
    }

    private String key(String index) {
        return "mq:" + index + ":{" + handler + "}";
    }

    @Test
    void a_delayed_message_waits_and_is_claimed_when_it_is_due() {
        String id = publish(",\"delay\":0.8");

        assertThat(claimed(1)).isEmpty();
        assertThat(redis.zcard(key("delayed"))).isEqualTo(1);
        assertThat(baiChuan.claim(handler, 10).at("/0/task_id").asText()).isEqualTo(id);
        assertThat(hash(id)).doesNotContainKey("not_before");
    }

    @Test
    void a_time_that_has_passed_is_now() {
        String id = publish(",\"not_before\":1000000000.5");

        assertThat(claimed(1)).containsExactly(id);
    }

    @Test
    void the_front_comes_before_the_back() {
        String first = publish("");
        String front = publish(",\"at_front\":true");

        assertThat(claimed(2)).containsExactly(front, first);
    }

    @Test
    void the_most_urgent_comes_first_and_equals_keep_their_order() {
        String plain = publish("");
        String low = publish(",\"priority\":1");
        String high = publish(",\"priority\":9");
        String alsoHigh = publish(",\"priority\":9");

        assertThat(claimed(10)).containsExactly(high, alsoHigh, low, plain);
        assertThat(redis.zcard(key("wip"))).isEqualTo(4);
    }

    @Test
    void messages_of_a_group_are_executed_one_at_a_time_and_groups_take_turns() {
        String a1 = publish(",\"group\":\"a\"");
        String a2 = publish(",\"group\":\"a\"");
        String b1 = publish(",\"group\":\"b\"");
        String plain = publish("");

        JsonNode messages = baiChuan.claim(handler, 0, 10);
        assertThat(messages).hasSize(3);
        assertThat(messages.at("/0/task_id").asText()).isEqualTo(a1);
        assertThat(messages.at("/1/task_id").asText()).isEqualTo(plain);
        assertThat(messages.at("/2/task_id").asText()).isEqualTo(b1);

        assertThat(baiChuan.finish(messages.get(0), "{\"stat\":\"OK\"}")).isEqualTo("OK");
        assertThat(claimed(10)).containsExactly(a2);
    }

    @Test
    void a_message_of_a_group_whose_worker_died_returns_to_its_group() {
        String id = publish(",\"group\":\"a\"");
        publish(",\"group\":\"a\"");
        assertThat(Life.hasty().claim(handler, 0, 10).findValuesAsText("task_id"))
                .containsExactly(id);

        JsonNode again = baiChuan.claim(handler, 10, 10);

        assertThat(again).hasSize(1);
        assertThat(again.at("/0/task_id").asText()).isEqualTo(id);
        assertThat(again.at("/0/attempt").asInt()).isEqualTo(2);
    }

    @Test
    void groups_leave_nothing_behind() {
        baiChuan.finish(claimedMessage(publish(",\"group\":\"a\"")), "{\"stat\":\"OK\"}");

        assertThat(redis.exists(key("place"), key("turns"), key("group") + ":a", key("running") + ":a", key("wip")))
                .isZero();
    }

    private JsonNode claimedMessage(String id) {
        JsonNode message = baiChuan.claim(handler, 0).get(0);
        assertThat(message.path("task_id").asText()).isEqualTo(id);
        return message;
    }

    @Test
    void one_that_waited_longer_than_its_ttl_fails_and_is_reported() {
        String listener = RunningBaiChuan.newHandler();
        String id = publish(",\"ttl\":1,\"on_finish\":\"" + listener + "\"");
        assertThat(redis.ttl("mq:msg:" + id)).isBetween(3_500L, 3_601L);

        assertThat(baiChuan.claim(listener, 10).at("/0/params/stat").asText()).isEqualTo("ERR_MSG_EXPIRED");

        assertThat(hash(id)).containsEntry("status", "failed");
        assertThat(claimed(1)).isEmpty();
        Eventually.within(SOON, () -> assertThat(redis.exists(key("expiring"), key("queue"), key("ending")))
                .isZero());
    }

    @Test
    void one_that_waited_longer_than_its_ttl_is_kept_as_long_as_any_failed_one() {
        String id = publish(",\"ttl\":1");

        Eventually.within(SOON, () -> assertThat(hash(id)).containsEntry("status", "failed"));

        assertThat(redis.ttl("mq:msg:" + id)).isBetween(86_000L, 86_400L);
        Eventually.within(SOON, () -> assertThat(redis.exists(key("expiring"), key("queue"), key("ending")))
                .isZero());
    }

    @Test
    void one_that_was_started_in_time_does_not_expire() {
        String id = publish(",\"ttl\":1000");

        assertThat(baiChuan.finish(claimedMessage(id), "{\"stat\":\"OK\"}")).isEqualTo("OK");
        assertThat(redis.exists(key("expiring"))).isZero();
        assertThat(redis.ttl("mq:msg:" + id)).isGreaterThan(80_000);
    }

    @Test
    void an_error_is_retried_as_often_as_it_asked_for() {
        String id = publish(",\"retry_max\":1,\"retry_backoff\":0");

        assertThat(baiChuan.finish(claimedMessage(id), "{\"stat\":\"ERR_BIZ\"}"))
                .isEqualTo("OK");
        assertThat(hash(id))
                .containsEntry("status", "queued")
                .containsEntry("retries", "1")
                .containsEntry("attempt", "1");
        JsonNode second = claimedMessage(id);
        assertThat(second.path("attempt").asInt()).isEqualTo(2);
        assertThat(baiChuan.finish(second, "{\"stat\":\"ERR_BIZ\"}")).isEqualTo("OK");

        assertThat(baiChuan.task(id).path("stat").asText()).isEqualTo("ERR_BIZ");
    }

    @Test
    void a_retry_waits_for_its_pause() {
        String id = publish(",\"retry_max\":1,\"retry_backoff\":100");

        baiChuan.finish(claimedMessage(id), "{\"stat\":\"ERR_BAD_PARAMS\"}");

        assertThat(claimed(1)).isEmpty();
        assertThat(redis.zscore(key("delayed"), id.getBytes()) - System.currentTimeMillis())
                .isBetween(70_000.0, 130_000.0);
    }

    @Test
    void a_failure_may_be_kept_for_another_time_than_a_result() {
        String id = publish(",\"result_ttl\":10,\"failure_ttl\":500");

        baiChuan.finish(claimedMessage(id), "{\"stat\":\"ERR_BAD_PARAMS\"}");

        assertThat(redis.ttl("mq:msg:" + id)).isBetween(400L, 500L);
    }

    @Test
    void a_python_producers_times_may_be_texts() {
        String id = UUID.randomUUID().toString();
        redis.hset(
                "mq:msg:" + id,
                Map.of(
                        "data",
                        "{}".getBytes(),
                        "origin",
                        handler.getBytes(),
                        "status",
                        "queued".getBytes(),
                        "timeout",
                        "180".getBytes(),
                        "result_ttl",
                        "2h".getBytes(),
                        "created_at",
                        "2026-11-21T00:00:00.000000Z".getBytes()));
        redis.rpush(key("queue"), id.getBytes());

        assertThat(baiChuan.finish(claimedMessage(id), "{\"stat\":\"OK\"}")).isEqualTo("OK");

        assertThat(redis.ttl("mq:msg:" + id)).isBetween(7_100L, 7_200L);
    }
}
