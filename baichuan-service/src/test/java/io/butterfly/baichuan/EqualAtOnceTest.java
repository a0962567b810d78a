package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.hasty;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal messages that are published together, or at the same time, are treated as if one had come after the other. */
class EqualAtOnceTest {
    private static final int KEYS = 300;

    private final String handler = RunningBaiChuan.newHandler();

    private String task(int n, String mode, String more) {
        return "{\"handler\":\"%s\",\"params\":{\"n\":%d},\"unique_key\":\"k\",\"msg_create_unique\":\"%s\"%s}"
                .formatted(handler, n, mode, more);
    }

    private String plain(int n) {
        return "{\"handler\":\"%s\",\"params\":{\"n\":%d}}".formatted(handler, n);
    }

    private static JsonNode publishBatch(String... tasks) {
        return publishBatch(baiChuan, tasks);
    }

    private static JsonNode publishBatch(RunningBaiChuan replica, String... tasks) {
        return replica.post("/baichuan/task_create_batch", "{\"tasks\":[" + String.join(",", tasks) + "]}")
                .at("/data/tasks");
    }

    private String mark() {
        return redis.keys("mq:unique:{" + handler + "}*").getFirst();
    }

    private double due(String id) {
        return redis.zscore("mq:delayed:{" + handler + "}", id.getBytes());
    }

    @Test
    void the_newest_params_of_a_batch_win() {
        JsonNode answers = publishBatch(task(1, "replace", ""), task(2, "replace", ""), task(3, "replace", ""));

        assertThat(answers.findValuesAsText("stat")).containsExactly("OK", "OK", "OK");
        assertThat(answers.findValuesAsText("created")).containsExactly("true", "false", "false");
        assertThat(answers.findValuesAsText("status")).containsExactly("queued", "queued", "queued");
        assertThat(answers.findValuesAsText("message"))
                .hasSize(2)
                .allMatch(text -> text.contains("it has these params now"));
        assertThat(answers.findValuesAsText("task_id").stream().distinct()).hasSize(1);
        JsonNode claimed = baiChuan.claim(handler, 0, 5);
        assertThat(claimed).hasSize(1);
        assertThat(claimed.at("/0/params/n").asInt()).isEqualTo(3);
    }

    @Test
    void the_last_one_of_a_batch_says_when_a_debounced_message_is_due() {
        JsonNode answers = publishBatch(
                task(1, "debounce", ",\"delay\":5000"),
                task(2, "debounce", ",\"delay\":9000"),
                task(3, "debounce", ",\"delay\":1000"));

        String id = answers.at("/0/task_id").asText();
        assertThat(hash(id)).containsEntry("data", "{\"n\":3}");
        assertThat(due(id) - Double.parseDouble(new String(redis.time().getFirst())) * 1000)
                .isBetween(500_000.0, 1_000_999.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reject", "throttle"})
    void those_behind_the_first_of_a_batch_hear_how_far_it_is(String mode) {
        String more = mode.equals("throttle") ? ",\"unique_for\":1000" : "";

        JsonNode answers = publishBatch(task(1, mode, more), task(2, mode, more));

        assertThat(answers.findValuesAsText("created")).containsExactly("true", "false");
        assertThat(answers.findValuesAsText("status")).containsExactly("queued", "queued");
        assertThat(hash(answers.at("/1/task_id").asText())).containsEntry("data", "{\"n\":1}");
    }

    @Test
    void an_id_that_comes_again_behind_one_that_had_to_wait_is_a_repeated_call() {
        String twice = task(2, "reject", ",\"task_id\":\"" + handler + "-2\"");

        JsonNode answers = publishBatch(task(1, "reject", ""), twice, twice, plain(9));

        assertThat(answers.findValuesAsText("created")).containsExactly("true", "false", "false", "true");
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(2);
        assertThat(hash(handler + "-2")).isEmpty();
    }

    @Test
    void what_is_equal_to_a_message_under_way_needs_no_second_look() {
        List<String> ids = publishBatch(task(1, "replace", ""), plain(2)).findValuesAsText("task_id");

        JsonNode answers = publishBatch(task(3, "replace", ""), task(4, "replace", ""), task(5, "reject", ""));

        assertThat(answers.findValuesAsText("task_id"))
                .containsOnly(ids.getFirst())
                .hasSize(3);
        assertThat(hash(ids.getFirst())).containsEntry("data", "{\"n\":4}");
    }

    @Test
    void callers_at_the_same_time_at_two_replicas_lose_no_params() {
        List<String> tasks = IntStream.range(0, KEYS)
                .mapToObj(n -> task(n, "replace", "").replace("\"k\"", "\"k" + n + "\""))
                .toList();

        CompletableFuture<List<JsonNode>> other = CompletableFuture.supplyAsync(() -> answers(hasty(), tasks));
        List<JsonNode> answers = Stream.concat(answers(baiChuan, tasks).stream(), other.join().stream())
                .toList();

        assertThat(answers)
                .hasSize(2 * KEYS)
                .filteredOn(answer -> !answer.path("created").asBoolean())
                .hasSize(KEYS)
                .allMatch(answer -> answer.path("message").asText().contains("it has these params now"));
        assertThat(redis.llen("mq:queue:{" + handler + "}")).isEqualTo(KEYS);
    }

    /** Those that are refused for now are published again, as a publisher does it. */
    private static List<JsonNode> answers(RunningBaiChuan replica, List<String> tasks) {
        List<JsonNode> answers = new ArrayList<>();
        List<String> open = tasks;
        while (!open.isEmpty()) {
            List<String> again = new ArrayList<>();
            JsonNode published = publishBatch(replica, open.toArray(String[]::new));
            for (int i = 0; i < open.size(); i++) {
                if (published.at("/" + i + "/stat").asText().equals("ERR_BUSY")) {
                    again.add(open.get(i));
                } else {
                    answers.add(published.get(i));
                }
            }
            open = again;
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace", "debounce"})
    void params_are_refused_while_nothing_can_take_them(String mode) {
        String more = mode.equals("debounce") ? ",\"delay\":0" : "";
        String first = publishBatch(task(1, mode, more)).at("/0/task_id").asText();
        Map<String, byte[]> hash = redis.hgetall("mq:msg:" + first);
        redis.del("mq:msg:" + first);
        redis.set(mark(), (first + " " + System.currentTimeMillis()).getBytes());

        JsonNode refused = baiChuan.post("/baichuan/task_create", task(2, mode, more));
        redis.hset("mq:msg:" + first, hash);
        JsonNode taken = baiChuan.post("/baichuan/task_create", task(3, mode, more));

        assertThat(refused.path("stat").asText()).isEqualTo("ERR_BUSY");
        assertThat(refused.path("message").asText()).contains("try again");
        assertThat(taken.at("/data/task_id").asText()).isEqualTo(first);
        assertThat(hash(first)).containsEntry("data", "{\"n\":3}");
    }

    @Test
    void params_for_a_message_that_is_being_requeued_are_refused_until_it_is_queued() {
        String first = publishBatch(task(1, "replace", "")).at("/0/task_id").asText();
        redis.hset("mq:msg:" + first, "status", "failed".getBytes());
        redis.set(mark(), (first + " " + System.currentTimeMillis() + " requeued").getBytes());

        JsonNode refused = publishBatch(task(2, "replace", ""), plain(3));

        assertThat(refused.findValuesAsText("stat")).containsExactly("ERR_BUSY", "OK");
        assertThat(refused.findValuesAsText("created")).containsExactly("false", "true");
        assertThat(hash(first)).containsEntry("data", "{\"n\":1}");
    }

    @Test
    void a_throttled_message_that_has_gone_takes_no_params() {
        String throttled = publishBatch(task(1, "throttle", ",\"unique_for\":1000"))
                .at("/0/task_id")
                .asText();
        redis.del("mq:msg:" + throttled);

        JsonNode answer = publishBatch(task(2, "replace", ""));

        assertThat(answer.at("/0/created").asBoolean()).isTrue();
    }
}
