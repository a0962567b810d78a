package io.butterfly.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskCreate;
import io.butterfly.queue.Publication.Published;
import io.butterfly.queue.Publication.Refused;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
    private static final Published QUEUED = new Published(MessageStatus.QUEUED);

    private static TaskCreate message(String id, String params) {
        return TaskCreate.of("/a/b", new RawJson(params)).withTaskId(id);
    }

    private static List<Publication> publish(Function<JsonNode, String> answer, TaskCreate... messages)
            throws Exception {
        try (Peer peer = new Peer((path, request) -> request == null
                ? "{\"stat\":\"ERR_BAD_PARAMS\",\"message\":\"it is not JSON\"}"
                : answer.apply(request))) {
            return new Publisher(peer.calls()).publish(List.of(messages));
        }
    }

    private static String taken(JsonNode request) {
        return StreamSupport.stream(request.get("tasks").spliterator(), false)
                .map(task -> "{\"stat\":\"OK\",\"task_id\":" + task.get("task_id")
                        + ",\"created\":true,\"status\":\"queued\"}")
                .collect(Collectors.joining(",", "{\"stat\":\"OK\",\"data\":{\"tasks\":[", "]}}"));
    }

    @Test
    void a_message_that_spoils_its_batch_is_refused_and_the_others_are_published() throws Exception {
        List<Publication> publications = publish(
                PublisherTest::taken,
                message("1", "{}"),
                message("2", "{\"a\":"),
                message("3", "{}"),
                message("4", "{}"));

        assertThat(publications)
                .containsExactly(QUEUED, new Refused("ERR_BAD_PARAMS", "it is not JSON"), QUEUED, QUEUED);
    }

    @Test
    void a_batch_has_so_many_messages_and_so_many_characters_that_one_call_can_carry_it() {
        List<Integer> many = Collections.nCopies(1_001, 10);

        assertThat(Publisher.batches(many, length -> length))
                .extracting(List::size)
                .containsExactly(500, 500, 1);
        assertThat(Publisher.batches(List.of(400_000, 600_000, 1, 2_000_000, 3), length -> length))
                .containsExactly(List.of(400_000, 600_000), List.of(1), List.of(2_000_000), List.of(3));
        assertThat(Publisher.batches(List.<Integer>of(), length -> length)).isEmpty();
    }

    @Test
    void an_equal_message_that_is_there_stands_in() throws Exception {
        assertThat(publish(
                        _r ->
                                "{\"stat\":\"OK\",\"data\":{\"tasks\":[{\"stat\":\"OK\",\"task_id\":\"9\",\"created\":false,"
                                        + "\"message\":\"9 is equal\"}]}}",
                        message("1", "{}")))
                .containsExactly(new Publication.StoodIn("9 is equal"));
    }

    @Test
    void what_was_there_and_has_ended_says_so() throws Exception {
        assertThat(publish(
                                _r -> "{\"stat\":\"OK\",\"data\":{\"tasks\":[{\"stat\":\"OK\",\"task_id\":\"1\","
                                        + "\"created\":false,\"status\":\"failed\"}]}}",
                                message("1", "{}"))
                        .getFirst())
                .isInstanceOfSatisfying(
                        Published.class, it -> assertThat(it.isEnded()).isTrue());
    }

    @Test
    void no_room_now_is_no_refusal() throws Exception {
        assertThat(publish(
                        _r ->
                                "{\"stat\":\"OK\",\"data\":{\"tasks\":[{\"stat\":\"ERR_STORE_FULL\",\"message\":\"full\"}]}}",
                        message("1", "{}")))
                .containsExactly(new Publication.NotNow("BaiChuan answered ERR_STORE_FULL: full", false));
        assertThatThrownBy(() -> publish(
                        _r -> "{\"stat\":\"ERR_BUSY\",\"message\":\"busy\"}", message("1", "{}"), message("2", "{}")))
                .isInstanceOfSatisfying(BaiChuanUnreachable.class, e -> assertThat(e.mayHaveArrived())
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stat\":\"OK\"}",
                "{\"stat\":\"OK\",\"data\":null}",
                "{\"stat\":\"OK\",\"data\":{}}",
                "{\"stat\":\"OK\",\"data\":{\"tasks\":null}}",
                "{\"stat\":\"OK\",\"data\":{\"tasks\":[]}}",
                "{}",
                "null",
                "<html>"
            })
    void an_answer_that_lacks_its_list_is_none(String answer) {
        assertThatThrownBy(() -> publish(_r -> answer, message("1", "{}"), message("2", "{}")))
                .isInstanceOfSatisfying(BaiChuanUnreachable.class, e -> assertThat(e.mayHaveArrived())
                        .isTrue());
    }

    @Test
    void an_element_that_is_null_may_have_been_published() throws Exception {
        assertThat(publish(_r -> "{\"stat\":\"OK\",\"data\":{\"tasks\":[null]}}", message("1", "{}")))
                .containsExactly(new Publication.NotNow("BaiChuan did not say what became of it", true));
    }
}
