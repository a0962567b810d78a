package io.butterfly.baichuan.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private final Reports reports = new Reports();

    private static Outcome end(int number, int length) {
        return new Outcome.End("id-" + number, "lease", 0, Verdict.of("{\"x\":\"" + "x".repeat(length) + "\"}"));
    }

    @Test
    void many_large_replies_are_written_down_in_parts() {
        for (int i = 0; i < 20; i++) {
            reports.add(end(i, 1_500_000));
        }

        List<Outcome> batch = reports.nextBatch();
        assertThat(batch).extracting(Outcome::id).containsExactly("id-0", "id-1", "id-2");
        assertThat(reports.isFull()).isTrue();

        reports.done(batch);
        assertThat(reports.nextBatch()).first().extracting(Outcome::id).isEqualTo("id-3");
    }

    @Test
    void small_ones_go_together() {
        for (int i = 0; i < 700; i++) {
            reports.add(end(i, 10));
        }

        assertThat(reports.isFull()).isFalse();
        reports.done(reports.nextBatch());
        assertThat(reports.nextBatch()).hasSize(200);
        reports.done(reports.nextBatch());
        assertThat(reports.isEmpty()).isTrue();
    }
}
