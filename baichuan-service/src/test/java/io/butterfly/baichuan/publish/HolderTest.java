package io.butterfly.baichuan.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a draft whose mark another message has. */
class HolderTest {
    private static final List<Unique.Mode> MODES =
            List.of(Unique.Mode.REJECT, Unique.Mode.THROTTLE, Unique.Mode.REPLACE, Unique.Mode.DEBOUNCE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', emptyValue = "", textBlock = """
            # status | seconds | flag     | reject    | throttle  | replace, debounce
            queued   | 1       |          | STANDS_IN | STANDS_IN | WAITS
            queued   | 1000    |          | STANDS_IN | STANDS_IN | WAITS
            queued   | 1       | requeued | STANDS_IN | STANDS_IN | WAITS
            queued   | 1       | made     | STANDS_IN | STANDS_IN | WAITS
            started  | 1       |          | STANDS_IN | STANDS_IN | OVER
            finished | 1       |          | OVER      | STANDS_IN | OVER
            failed   | 1       |          | OVER      | STANDS_IN | OVER
            failed   | 10      | requeued | STANDS_IN | STANDS_IN | ON_ITS_WAY
            failed   | 11      | requeued | OVER      | STANDS_IN | OVER
            ''       | 10      |          | STANDS_IN | STANDS_IN | ON_ITS_WAY
            ''       | 11      |          | OVER      | OVER      | OVER
            ''       | 1       | made     | OVER      | STANDS_IN | OVER
            ''       | 1000    | made     | OVER      | STANDS_IN | OVER
            """)
    void depends_on_its_status_and_on_what_the_mark_says(
            String status, int seconds, String flag, Holder reject, Holder throttle, Holder replace) {
        UniqueMark mark = new UniqueMark("holder", Duration.ofSeconds(seconds), flag == null ? "" : flag);
        Optional<Status> had =
                Optional.of(status).filter(word -> !word.isEmpty()).map(Status::of);

        assertThat(MODES)
                .extracting(mode -> Holder.of(mode, mark, had))
                .containsExactly(reject, throttle, replace, replace);
    }
}
