package io.butterfly.xingqiao.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.xingqiao.expression.Expression;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsFormTest {
    @Test
    void a_plain_call_has_none() {
        assertThat(OptionsForm.text(TaskOptions.NONE)).isEmpty();
        assertThat(OptionsForm.read("{}")).isEqualTo(TaskOptions.NONE);
    }

    @Test
    void everything_is_read_back_from_its_text() {
        TaskOptions job = TaskOptions.NONE
                .when(Expression.parse("a.x > 1"))
                .rule(TriggerRule.ALL_DONE)
                .phase(Phase.FINALLY)
                .forEach(new ForEach(Expression.parse("find.orders"), "order", 4))
                .work(new Work.SubJob("ping"))
                .backoff(new RetryBackoff(1, 3.0, 60.0));

        String text = OptionsForm.text(job).orElseThrow();

        assertThat(text)
                .isEqualTo("{\"when\":\"a.x > 1\",\"trigger_rule\":\"all_done\",\"run\":\"finally\","
                        + "\"foreach\":{\"in\":\"find.orders\",\"as\":\"order\",\"parallel\":4},\"workflow\":\"ping\","
                        + "\"backoff\":{\"seconds\":1.0,\"factor\":3.0,\"max\":60.0}}");
        assertThat(OptionsForm.read(text)).isEqualTo(job);
        assertThat(OptionsForm.read("{\"wait\":true}").work()).isEqualTo(new Work.Wait());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"trigger_rule\":\"any\"}",
                "{\"run\":\"later\"}",
                "{\"when\":\"a ==\"}",
                "{\"foreach\":{\"as\":\"x\"}}",
                "{\"backoff\":{\"seconds\":-1}}",
                "{\"wait\":true,\"workflow\":\"ping\"}"
            })
    void what_makes_no_sense_is_refused(String text) {
        assertThatThrownBy(() -> OptionsForm.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pauses_grow_up_to_their_maximum() {
        RetryBackoff backoff = new RetryBackoff(0.5, null, 3.0);

        assertThat(new Duration[] {
                    backoff.before(1), backoff.before(2), backoff.before(3), backoff.before(4), backoff.before(40)
                })
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3));
    }
}
