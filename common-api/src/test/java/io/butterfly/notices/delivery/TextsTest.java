package io.butterfly.notices.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.notices.EventKind;
import io.butterfly.notices.Subject;
import io.butterfly.notices.delivery.Decision.What;
import io.butterfly.notices.delivery.Texts.Line;
import io.butterfly.notices.rules.Rules;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TextsTest {
    private final Texts texts = new Texts("ruqi", ZoneOffset.UTC);

    private static Line line(long id) {
        Notice notice = Notice.first(
                Notice.Key.of("log", new Subject(EventKind.FIRING_FAILED, "job-" + id)),
                new Notice.About("all", EventKind.FIRING_FAILED.severity(), "job", "it has failed", ""));
        return new Line(
                new Notice(
                        id,
                        notice.key(),
                        notice.about(),
                        new Notice.Tally(1, 0, Instant.EPOCH, Instant.EPOCH, false, false),
                        notice.window(),
                        notice.delivery(),
                        7,
                        true),
                What.BEGUN,
                1);
    }

    private String id(long... notices) {
        List<Line> lines = LongStream.of(notices).mapToObj(TextsTest::line).toList();
        return texts.together(lines, Rules.STANDARD).id();
    }

    /** The pauses of what a sink did not answer differ, so that others may come together at the next try. */
    @Test
    void others_together_have_another_id_and_the_same_have_the_same() {
        assertThat(id(1, 2, 3, 4)).isNotEqualTo(id(1, 2, 3, 5)).isEqualTo(id(4, 1, 3, 2));
        assertThat(id(1, 2, 3, 4)).startsWith("ruqi-notice-").hasSizeLessThanOrEqualTo(64);
    }
}
