package io.butterfly.baichuan;

import static io.butterfly.baichuan.Life.baiChuan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.queue.Message;
import io.butterfly.queue.NoSuchMessage;
import io.butterfly.queue.Options;
import io.butterfly.queue.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the manual shows of the Python library, in Java. */
class PublisherLibraryTest {
    private final String handler = RunningBaiChuan.newHandler();
    private final Queue queue = Queue.at(baiChuan.url(), handler);

    record Order(int number) {}

    @Test
    void a_message_is_published_and_its_result_read() throws Exception {
        Message message = queue.enqueue(
                new Order(7), Options.DEFAULTS.resultTtl(Duration.ofMinutes(15)).traceId("t1"));
        assertThat(message.isNew()).isTrue();
        assertThat(message.status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(message.result()).isEmpty();

        JsonNode claimed = baiChuan.claim(handler, 5).get(0);
        assertThat(claimed.path("task_id").asText()).isEqualTo(message.id());
        assertThat(claimed.path("params").toString()).isEqualTo("{\"number\":7}");
        assertThat(message.status()).isEqualTo(MessageStatus.STARTED);
        baiChuan.finish(claimed, "{\"stat\":\"OK\",\"data\":[1]}");

        assertThat(message.await(Duration.ofSeconds(60))).isTrue();
        assertThat(message.status()).isEqualTo(MessageStatus.FINISHED);
        assertThat(message.stat()).isEqualTo("OK");
        assertThat(message.result()).contains(new RawJson("{\"stat\":\"OK\",\"data\":[1]}"));
        assertThat(message.cost()).isPositive();
        assertThat(Life.redis.ttl("mq:msg:" + message.id())).isBetween(800L, 900L);
    }

    @Test
    void a_wait_that_is_too_short_says_so() throws Exception {
        assertThat(queue.enqueue(Map.of()).await(Duration.ofMillis(100))).isFalse();
    }

    @Test
    void a_message_is_fetched_by_its_id_or_is_not_there() throws Exception {
        Message message = queue.enqueue(Map.of("a", 1), Options.DEFAULTS.taskId(handler.substring(6)));

        assertThat(Message.exists(baiChuan.url(), message.id())).isTrue();
        assertThat(Message.fetch(baiChuan.url(), message.id()).status()).isEqualTo(MessageStatus.QUEUED);
        assertThat(queue.enqueue(Map.of("a", 1), Options.DEFAULTS.taskId(message.id()))
                        .isNew())
                .isFalse();
        assertThat(Message.exists(baiChuan.url(), "nobody")).isFalse();
        assertThatThrownBy(() -> Message.fetch(baiChuan.url(), "nobody"))
                .isInstanceOf(NoSuchMessage.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void an_equal_message_that_is_under_way_is_returned_instead_of_a_new_one() throws Exception {
        Message first = queue.enqueue(new Order(7), Options.DEFAULTS.unique());

        assertThat(queue.enqueue(new Order(7), Options.DEFAULTS.unique()).id()).isEqualTo(first.id());
        assertThat(queue.enqueue(new Order(8), Options.DEFAULTS.unique()).isNew())
                .isTrue();
    }

    @Test
    void what_baichuan_refuses_is_said_with_its_words() {
        assertThatThrownBy(() -> queue.enqueue(List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("params must be an object");
        assertThatThrownBy(() -> queue.enqueue(Map.of(), Options.DEFAULTS.with("result_ttl", -5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("result_ttl");
    }
}
