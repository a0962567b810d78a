package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static io.butterfly.baichuan.Life.hash;
import static io.butterfly.baichuan.Life.redis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A message that begins anew under an id of its publisher's. */
class RestartTest {
    private static final String OK = "{\"stat\":\"OK\"}";

    private final String handler = RunningBaiChuan.newHandler();
    private final String id = UUID.randomUUID().toString();

    private String task(String wish, String more) {
        return "{\"handler\":\"%s\",\"params\":{\"n\":1},\"task_id\":\"%s\",\"restart\":\"%s\"%s}"
                .formatted(handler, id, wish, more);
    }

    private JsonNode start(String wish) {
        return baiChuan.post("/baichuan/task_create", task(wish, ""));
    }

    private void assertCreated(String wish) {
        assertThat(start(wish).at("/data/created").asBoolean())
                .as("by %s", wish)
                .isTrue();
    }

    private void assertNothingHappens(String wish, String status) {
        JsonNode reply = start(wish);
        assertThat(reply.path("stat").asText()).isEqualTo("OK");
        assertThat(reply.at("/data/created").asBoolean()).isFalse();
        assertThat(reply.at("/data/status").asText()).isEqualTo(status);
    }

    private JsonNode claim() {
        JsonNode messages = baiChuan.claim(handler, 5, 10);
        assertThat(messages).hasSize(1);
        assertThat(messages.at("/0/task_id").asText()).isEqualTo(id);
        return messages.get(0);
    }

    private void execute(String result) {
        assertThat(baiChuan.finish(claim(), result)).isEqualTo("OK");
    }

    @Test
    void one_that_has_ended_is_executed_again_and_each_time_once() {
        for (int firing = 0; firing < 3; firing++) {
            assertCreated("firing-" + firing);
            assertNothingHappens("firing-" + firing, "queued");
            execute("{\"stat\":\"OK\",\"data\":" + firing + "}");
            assertNothingHappens("firing-" + firing, "finished");
            assertThat(baiChuan.task(id).path("data").asInt()).isEqualTo(firing);
        }

        assertThat(baiChuan.claim(handler, 0)).isEmpty();
        assertThat(redis.zcard("mq:finished:{" + handler + "}")).isOne();
        assertThat(redis.zcard("mq:wip:{" + handler + "}")).isZero();
        assertThat(hash(id)).containsEntry("run", "1");
    }

    @Test
    void as_many_as_a_batch_has_begin_anew_together() {
        int many = 45; // more than are read at a time
        startAll("first", many);
        baiChuan.claim(handler, 5, many).forEach(message -> baiChuan.finish(message, OK));

        assertThat(startAll("second", many)).hasSize(many).containsOnly("true");
        assertThat(baiChuan.claim(handler, 5, many)).hasSize(many);
    }

    /** Whether each was created. */
    private List<String> startAll(String wish, int many) {
        String tasks = IntStream.range(0, many)
                .mapToObj(i -> "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s-%d\",\"restart\":\"%s\"}"
                        .formatted(handler, id, i, wish))
                .collect(Collectors.joining(","));
        return baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + tasks + "]}")
                .at("/data/tasks")
                .findValuesAsText("created");
    }

    @Test
    void a_call_that_is_repeated_after_a_later_one_does_nothing() {
        assertCreated("first");
        execute(OK);
        assertCreated("second");
        execute(OK);

        assertNothingHappens("first", "finished");

        assertThat(baiChuan.claim(handler, 0)).isEmpty();
    }

    @Test
    void while_it_is_under_way_by_another_wish_that_is_said() {
        assertCreated("first");
        assertThat(start("second").path("stat").asText()).isEqualTo("ERR_MSG_IN_QUEUED");
        JsonNode message = claim();
        assertThat(start("second").path("stat").asText()).isEqualTo("ERR_MSG_IN_STARTED");
        assertThat(baiChuan.post("/baichuan/task_create_batch", "{\"tasks\":[" + task("second", "") + "]}")
                        .at("/data/tasks/0/stat")
                        .asText())
                .isEqualTo("ERR_MSG_IN_STARTED");
        assertNothingHappens("first", "started");

        baiChuan.finish(message, OK);

        assertCreated("second");
    }

    @Test
    void one_that_failed_or_was_published_without_a_wish_begins_anew_too() {
        baiChuan.post(
                "/baichuan/task_create",
                "{\"handler\":\"%s\",\"params\":{},\"task_id\":\"%s\"}".formatted(handler, id));
        execute("{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"no\"}");

        assertCreated("first");

        assertThat(hash(id))
                .containsEntry("status", "queued")
                .containsEntry("data", "{\"n\":1}")
                .doesNotContainKeys("exc_info", "result", "stat");
        assertThat(redis.zcard("mq:failed:{" + handler + "}")).isZero();
        execute(OK);
    }

    @Test
    void one_that_keeps_no_result_begins_anew_too() {
        baiChuan.post("/baichuan/task_create", task("first", ",\"result_ttl\":0"));
        execute(OK);

        assertCreated("second");
        execute(OK);
    }

    @Test
    void each_end_is_reported() {
        String listener = handler + "/done";
        List<String> reports = new ArrayList<>();
        for (int firing = 0; firing < 3; firing++) {
            assertThat(baiChuan.post("/baichuan/task_create", task("f" + firing, ",\"on_finish\":\"" + listener + "\""))
                            .at("/data/created")
                            .asBoolean())
                    .isTrue();
            execute(OK);
        }

        baiChuan.claim(listener, 5, 10)
                .forEach(report -> reports.add(report.path("task_id").asText()));

        assertThat(reports).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void another_handler_cannot_begin_it_anew() {
        assertCreated("first");
        execute(OK);

        JsonNode reply =
                baiChuan.post("/baichuan/task_create", task("second", "").replace(handler, handler + "/other"));

        assertThat(reply.path("stat").asText()).isEqualTo("ERR_MSG_EXIST");
    }

    @Test
    void a_wish_needs_an_id_and_no_blanks() {
        assertThat(baiChuan.post("/baichuan/task_create", "{\"handler\":\"/a/b\",\"params\":{},\"restart\":\"x\"}")
                        .path("message")
                        .asText())
                .contains("restart needs a task_id");
        assertThat(start("a b").path("message").asText()).contains("restart must have 1 to 255 printable");
    }

    @Nested
    class Of_many_wishes_at_the_same_time {
        @Test
        void one_is_fulfilled() {
            assertCreated("first");
            execute(OK);

            List<CompletableFuture<String>> replies = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String wish = "w" + i % 10;
                replies.add((i % 2 == 0 ? baiChuan : Life.hasty())
                        .send("/baichuan/task_create", task(wish, ""))
                        .thenApply(response -> response.body()));
            }
            List<String> said = replies.stream().map(CompletableFuture::join).toList();

            assertThat(said.stream().filter(reply -> reply.contains("\"created\":true")))
                    .hasSize(1);
            assertThat(said).allMatch(reply -> reply.contains("\"stat\":\"OK\"") || reply.contains("ERR_MSG_IN_"));
            execute(OK);
            assertThat(baiChuan.claim(handler, 0)).isEmpty();
        }
    }

    @Test
    void one_whose_end_is_only_in_the_hash_waits_until_it_has_left_the_hand() {
        assertCreated("first");
        claim();
        redis.hset(
                "mq:msg:" + id,
                "status",
                "finished".getBytes()); // as a worker of the Python service ends it, or a process that dies

        assertThat(start("second").path("stat").asText()).isEqualTo("ERR_MSG_IN_STARTED");

        redis.zrem("mq:wip:{" + handler + "}", id.getBytes());
        redis.zrem("mq:lease:{" + handler + "}", id.getBytes());
        assertCreated("second");
    }
}
