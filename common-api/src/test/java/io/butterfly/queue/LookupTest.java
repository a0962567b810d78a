package io.butterfly.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.api.baichuan.TaskInfo;
import io.butterfly.queue.Found.Known;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
    private static final String WHOLE = "{\"stat\":\"OK\",\"task_info\":{\"task_id\":\"2\",\"status\":\"finished\","
            + "\"data\":{\"n\":1},\"cost\":0.5,\"timeout\":180,\"result\":{\"stat\":\"OK\",\"n\":0.10}}}";

    @Test
    void many_are_found_by_one_call_and_one_more_for_each_result_that_was_left_out() throws Exception {
        String batch = "{\"stat\":\"OK\",\"data\":{\"tasks\":[null,"
                + "{\"stat\":\"OK\",\"task_info\":{\"task_id\":\"2\",\"status\":\"finished\",\"result_omitted\":true}},"
                + "{\"stat\":\"ERR_MSG_IN_STARTED\",\"task_info\":{\"task_id\":\"3\",\"status\":\"started\"}}]}}";
        try (Peer peer = new Peer((path, _r) -> path.endsWith("_batch") ? batch : WHOLE)) {
            List<Found> found = new Lookup(peer.calls()).find(List.of("1", "2", "3"));

            assertThat(peer.paths()).containsExactly("/baichuan/task_get_batch", "/baichuan/task_get");
            assertThat(found.get(0)).isEqualTo(new Found.Absent());
            assertThat(found.get(1)).isInstanceOfSatisfying(Known.class, it -> {
                assertThat(it.info().result().text()).isEqualTo("{\"stat\":\"OK\",\"n\":0.10}");
                assertThat(it.info().cost()).isEqualTo(0.5);
                assertThat(it.info().timeout()).isEqualTo(180);
            });
            assertThat(found.get(2))
                    .isInstanceOfSatisfying(
                            Known.class, it -> assertThat(it.info().status()).isEqualTo(MessageStatus.STARTED));
        }
    }

    @Test
    void the_first_of_many_are_as_many_as_have_results_that_are_enough() throws Exception {
        String omitted =
                "{\"stat\":\"OK\",\"task_info\":{\"task_id\":\"1\",\"status\":\"finished\",\"result_omitted\":true}}";
        String batch = "{\"stat\":\"OK\",\"data\":{\"tasks\":[" + omitted + "," + omitted + "," + omitted + "]}}";
        try (Peer peer = new Peer((path, _r) -> path.endsWith("_batch") ? batch : WHOLE)) {
            Lookup lookup = new Lookup(peer.calls());

            assertThat(lookup.findFirst(List.of("1", "2", "3"), 1)).hasSize(1);
            assertThat(peer.paths()).containsExactly("/baichuan/task_get_batch", "/baichuan/task_get");
            assertThat(lookup.findFirst(List.of("1", "2", "3"), 1_000)).hasSize(3);
            assertThat(lookup.find(List.of("1", "2", "3"))).hasSize(3);
        }
    }

    @Test
    void one_that_cannot_be_read_keeps_no_other_one_from_it() throws Exception {
        String deep = "{\"stat\":\"OK\",\"task_info\":{\"status\":\"finished\",\"result\":{\"x\":" + "[".repeat(1_200)
                + "]".repeat(1_200) + "}}}";
        try (Peer peer = new Peer((path, request) -> path.endsWith("_batch")
                ? "{\"stat\":\"OK\",\"data\":{\"tasks\":[" + deep + "," + WHOLE + "]}}"
                : request.path("task_id").asText().equals("1") ? deep : WHOLE)) {
            List<Found> found = new Lookup(peer.calls()).find(List.of("1", "2"));

            assertThat(found.get(0)).isEqualTo(new Found.Unreadable(true));
            assertThat(found.get(1)).isInstanceOf(Known.class);
        }
    }

    @Test
    void a_status_that_is_none_is_no_end() throws Exception {
        String answer = "{\"stat\":\"ERR_X\",\"task_info\":{\"task_id\":\"1\",\"status\":\"resting\"}}";
        try (Peer peer = new Peer((_p, _r) -> answer)) {
            assertThat(new Lookup(peer.calls()).find("1"))
                    .isInstanceOfSatisfying(Known.class, it -> assertThat(it.info())
                            .extracting(TaskInfo::isEnded)
                            .isEqualTo(false));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stat\":\"OK\"}",
                "{\"stat\":\"OK\",\"data\":{}}",
                "{\"stat\":\"OK\",\"data\":{\"tasks\":[null]}}",
                "{\"stat\":\"ERR_SERVER_EXCEPTION\"}",
                "null"
            })
    void an_answer_that_lacks_its_list_says_nothing_of_any_message(String answer) throws Exception {
        try (Peer peer = new Peer((_p, _r) -> answer)) {
            assertThatThrownBy(() -> new Lookup(peer.calls()).find(List.of("1", "2")))
                    .isInstanceOf(BaiChuanUnreachable.class);
        }
    }
}
