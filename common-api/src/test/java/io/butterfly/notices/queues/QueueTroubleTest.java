package io.butterfly.notices.queues;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.api.Json;
import io.butterfly.notices.EventKind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueTroubleTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
      0,   0, false, false, -
      3,  10, false, false, -
      3,  60, false, false, QUEUE_UNSERVED
      3, 599,  true, false, -
      3, 600,  true, false, QUEUE_OLD
      3, 600, false, false, QUEUE_UNSERVED
      3, 600,  true,  true, -
      """)
    void is_decided_from_the_row_of_the_queue(
            int queued, double age, boolean isServed, boolean isPaused, EventKind kind) {
        String row = "{\"queued\":%d,\"oldest_age\":%s,\"served\":%s,\"paused\":%s}"
                .formatted(queued, age, isServed, isPaused);

        assertThat(QueueTrouble.of(Json.tree(row), Duration.ofMinutes(10), Duration.ZERO))
                .isEqualTo(Optional.ofNullable(kind));
    }
}
