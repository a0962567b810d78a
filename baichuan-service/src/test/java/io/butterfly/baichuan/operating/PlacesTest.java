package io.butterfly.baichuan.operating;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.baichuan.Life;
import io.butterfly.baichuan.RunningBaiChuan;
import io.butterfly.baichuan.TestRedis;
import io.butterfly.embedded.Eventually;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Operators and the messages that wait elsewhere than in the queue: with a priority, in a group, until they are due.
 */
class PlacesTest {
    private static final RunningBaiChuan baiChuan = Life.baiChuan;
    private static final RedisClusterCommands<String, String> redis = TestRedis.commands(StringCodec.UTF8);

    private final String handler = RunningBaiChuan.newHandler();

    private JsonNode call(String path, String body) {
        return baiChuan.post("/baichuan/" + path, body.replace("'", "\"").replace("HANDLER", handler));
    }

    private JsonNode queue() {
        for (JsonNode queue : baiChuan.get("/baichuan/queue_list").at("/data/queues")) {
            if (queue.path("handler").asText().equals(handler)) {
                return queue;
            }
        }
        throw new AssertionError("not listed: " + handler);
    }

    private List<String> listed(String more) {
        List<String> ids = new ArrayList<>();
        call("task_list", "{'handler':'HANDLER','state':'queued'" + more + "}")
                .at("/data/tasks")
                .forEach(task -> ids.add(task.path("task_id").asText()));
        return ids;
    }

    private void cancel(String id) {
        assertThat(call("task_cancel", "{'task_id':'" + id + "'}")
                        .at("/data/status")
                        .asText())
                .isEqualTo("failed");
    }

    @Test
    void all_of_them_are_counted_and_listed() {
        String plain = baiChuan.publish(handler, "{}");
        String urgent = baiChuan.publish(handler, "{}", ",\"priority\":9");
        String grouped = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        baiChuan.publish(handler, "{}", ",\"delay\":600");

        assertThat(queue().path("queued").asInt()).isEqualTo(3);
        assertThat(queue().path("delayed").asInt()).isEqualTo(1);
        assertThat(listed(",'order':'oldest'")).containsExactly(urgent, plain, grouped);
        assertThat(listed("")).containsExactly(plain, urgent, grouped);
        assertThat(listed(",'order':'oldest','page_size':1,'page_index':2")).containsExactly(plain);
        assertThat(listed(",'group':'g'")).containsExactly(grouped);
        assertThat(call("task_show", "{'task_id':'" + grouped + "'}")
                        .at("/data/place")
                        .asText())
                .isEqualTo("=g");
    }

    @Test
    void those_of_groups_are_listed_page_by_page_after_the_others() {
        String plain = baiChuan.publish(handler, "{}");
        List<String> grouped = new ArrayList<>();
        for (String group : List.of("g", "h", "g", "i")) {
            grouped.add(baiChuan.publish(handler, "{}", ",\"group\":\"" + group + "\""));
        }
        baiChuan.publish(handler, "{}", ",\"group\":\"g\",\"delay\":600");

        List<String> listed = new ArrayList<>(listed(",'page_size':2"));
        listed.addAll(listed(",'page_size':2,'page_index':2"));
        listed.addAll(listed(",'page_size':2,'page_index':3"));

        assertThat(listed)
                .startsWith(plain)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(plain), grouped.stream()).toList());
        assertThat(listed(",'page_size':2,'page_index':4")).isEmpty();
    }

    @Test
    void a_cancelled_one_does_not_keep_its_group_from_going_on() {
        String first = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        String second = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        String urgent = baiChuan.publish(handler, "{}", ",\"priority\":1");

        cancel(first);
        cancel(urgent);

        assertThat(queue().path("queued").asInt()).isEqualTo(1);
        JsonNode message = baiChuan.claim(handler, 0, 10);
        assertThat(message).hasSize(1);
        assertThat(message.at("/0/task_id").asText()).isEqualTo(second);
        assertThat(queue().path("queued").asInt()).isZero();
        assertThat(redis.hlen("mq:place:{" + handler + "}")).isEqualTo(1);
        assertThat(baiChuan.finish(message.get(0), "{\"stat\":\"OK\"}")).isEqualTo("OK");
        assertThat(redis.exists("mq:place:{" + handler + "}", "mq:running:{" + handler + "}:g"))
                .isZero();
    }

    @Test
    void a_deleted_one_leaves_nothing_behind() {
        for (String place : List.of("\"priority\":3", "\"group\":\"g\"", "\"delay\":600", "\"ttl\":600")) {
            String id = baiChuan.publish(handler, "{}", "," + place);
            assertThat(call("task_delete", "{'task_id':'" + id + "'}")
                            .path("stat")
                            .asText())
                    .isEqualTo("OK");
        }

        assertThat(queue().path("queued").asInt() + queue().path("delayed").asInt())
                .isZero();
        for (String index : List.of("place", "urgent", "delayed", "expiring", "pending", "queue")) {
            assertThat(redis.exists("mq:" + index + ":{" + handler + "}"))
                    .as(index)
                    .isZero();
        }
        assertThat(redis.exists("mq:group:{" + handler + "}:g")).isZero();
    }

    @Test
    void emptying_takes_them_all_and_leaves_what_is_not_due() {
        for (String place : List.of(
                "\"priority\":3", "\"group\":\"g\"", "\"group\":\"h\"", "\"timeout\":9", "\"on_finish\":\"/test/x\"")) {
            baiChuan.publish(handler, "{}", "," + place);
        }
        String later = baiChuan.publish(handler, "{}", ",\"delay\":600");

        assertThat(call("queue_empty", "{'handler':'HANDLER','state':'queued'}")
                        .at("/data/deleted")
                        .asInt())
                .isEqualTo(5);

        assertThat(queue().path("queued").asInt()).isZero();
        assertThat(redis.exists("mq:place:{" + handler + "}", "mq:ending:{" + handler + "}"))
                .isZero();
        assertThat(baiChuan.task(later).path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
        assertThat(call("queue_empty", "{'handler':'HANDLER','state':'delayed'}")
                        .at("/data/deleted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_requeued_one_waits_where_it_belongs() {
        String id = baiChuan.publish(handler, "{}", ",\"group\":\"g\",\"ttl\":600,\"retry_max\":1");
        cancel(id);

        assertThat(call("task_requeue", "{'task_id':'" + id + "'}")
                        .at("/data/requeued")
                        .asInt())
                .isEqualTo(1);

        assertThat(listed(",'group':'g'")).containsExactly(id);
        assertThat(baiChuan.claim(handler, 0).at("/0/task_id").asText()).isEqualTo(id);
    }

    @Test
    void an_expired_one_does_not_keep_its_group_from_going_on() {
        String expired = baiChuan.publish(handler, "{}", ",\"group\":\"g\",\"ttl\":1");
        String next = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        Eventually.within(
                Duration.ofSeconds(60),
                () -> assertThat(baiChuan.task(expired).path("stat").asText()).isEqualTo("ERR_MSG_EXE_FAILED"));

        JsonNode message = baiChuan.claim(handler, 2).get(0);
        assertThat(message.path("task_id").asText()).isEqualTo(next);
        baiChuan.finish(message, "{\"stat\":\"OK\"}");
        String last = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        assertThat(baiChuan.claim(handler, 2).at("/0/task_id").asText()).isEqualTo(last);
        assertThat(queue().path("queued").asInt()).isZero();
    }

    @Test
    void the_audit_finds_nothing_wrong_with_them() {
        String urgent = baiChuan.publish(handler, "{}", ",\"priority\":3");
        String grouped = baiChuan.publish(handler, "{}", ",\"group\":\"g\"");
        redis.hset("mq:msg:" + urgent, "enqueued_at", "2026-01-01T00:00:00.000000Z");
        redis.hset("mq:msg:" + grouped, "enqueued_at", "2026-01-01T00:00:00.000000Z");

        assertThat(call("fsck", "{}").at("/data/faults").toString()).doesNotContain(urgent, grouped);
    }
}
