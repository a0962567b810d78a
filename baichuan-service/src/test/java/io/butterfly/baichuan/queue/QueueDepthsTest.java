package io.butterfly.baichuan.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.queue.QueueDepths.Depth;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which handlers have a line of their own. */
class QueueDepthsTest {
    private static final List<Depth> THREE =
            List.of(new Depth("/a", 1, 9_000), new Depth("/b", 7, 2_000), new Depth("/c", 3, 4_000));

    @Test
    void few_handlers_all_have_one_the_longest_queue_first() {
        assertThat(QueueDepths.longest(THREE, 3)).extracting(Depth::handler).containsExactly("/b", "/c", "/a");
    }

    @Test
    void of_many_handlers_those_with_short_queues_share_one_with_the_age_of_the_oldest() {
        assertThat(QueueDepths.longest(THREE, 1))
                .containsExactly(new Depth("/b", 7, 2_000), new Depth("other", 4, 9_000));
    }
}
