package io.butterfly.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox<String> outbox = new Outbox<>(new Batcher.Limits<>(3, 10, String::length));

    @Test
    void small_ones_go_together_in_order() {
        List.of("a", "b", "c", "d").forEach(outbox::add);

        assertThat(outbox.take()).containsExactly("a", "b", "c");
        assertThat(outbox.take()).containsExactly("d");
        assertThat(outbox.take()).isEmpty();
    }

    @Test
    void a_batch_ends_with_the_one_that_reaches_the_weight() {
        List.of("123456", "1234567890", "1").forEach(outbox::add);

        assertThat(outbox.take()).containsExactly("123456", "1234567890");
        assertThat(outbox.take()).containsExactly("1");
    }

    @Test
    void what_was_not_sent_is_the_oldest_again_and_weighs_until_it_is_sent() {
        List.of("a", "bb", "ccc", "dddd").forEach(outbox::add);

        List<String> batch = outbox.take();
        outbox.putBack(batch);

        assertThat(outbox.weight()).isEqualTo(10);
        assertThat(outbox.take()).isEqualTo(batch);
        outbox.sent(batch);
        assertThat(outbox.weight()).isEqualTo(4);
        assertThat(outbox.isEmpty()).isFalse();
    }
}
