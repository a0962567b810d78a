package io.butterfly.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.worker.WorkerClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final String CLAIMED = "{\"stat\":\"OK\",\"data\":{\"results\":[],\"messages\":["
            + "{\"task_id\":\"~1\",\"handler\":\"/done\",\"lease\":\"a\",\"attempt\":1,\"params\":"
            + "{\"task_id\":\"1\",\"status\":\"finished\",\"stat\":\"OK\",\"result\":{\"n\":0.10}}},"
            + "{\"task_id\":\"x\",\"handler\":\"/done\",\"lease\":\"b\",\"attempt\":1,\"params\":[1]}]}}";

    private final List<JsonNode> requests = new ArrayList<>();

    private Peer peer(String answer) throws IOException {
        return new Peer((_p, request) -> {
            requests.add(request);
            return answer;
        });
    }

    private static Inbox inbox(Peer peer) {
        return new Inbox(new WorkerClient(peer.url()), "host:0:1", List.of("/done"));
    }

    @Test
    void how_each_was_dealt_with_travels_with_the_next_claim() throws Exception {
        try (Peer peer = peer(CLAIMED);
                Inbox inbox = inbox(peer)) {
            List<Inbox.Arrival> arrived = inbox.take(10);
            assertThat(arrived.get(0).end().orElseThrow().result().text()).isEqualTo("{\"n\":0.10}");
            assertThat(arrived.get(1).end()).isEmpty();

            inbox.done(arrived.get(0));
            inbox.giveBack(arrived.get(1));
            inbox.take(10);

            assertThat(requests.get(0).path("results")).isEmpty();
            assertThat(requests.get(1).path("results").toString())
                    .isEqualTo("[{\"task_id\":\"~1\",\"lease\":\"a\",\"result\":{\"stat\":\"OK\"}},"
                            + "{\"task_id\":\"x\",\"lease\":\"b\",\"release\":1}]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stat\":\"OK\"}",
                "{\"stat\":\"OK\",\"data\":{}}",
                "{\"stat\":\"OK\",\"data\":{\"messages\":null}}",
                "{\"stat\":\"OK\",\"data\":{\"messages\":[null]}}",
                "null"
            })
    void an_answer_that_lacks_its_list_is_an_error_that_says_so(String answer) throws Exception {
        try (Peer peer = peer(answer);
                Inbox inbox = inbox(peer)) {
            assertThatThrownBy(() -> inbox.take(10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("worker_claim");
        }
    }
}
