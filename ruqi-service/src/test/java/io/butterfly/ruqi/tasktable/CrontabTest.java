package io.butterfly.ruqi.tasktable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Weekdays of cron (0 and 7 are Sunday) as RuQi has them (0 is Monday). */
class CrontabTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
      * * * * *          | 0 * * * * *
      */5 2 1,15 jan *   | 0 */5 2 1,15 jan *
      30  6 *  *   0     | 0 30 6 * * 6
      30 6 * * 7         | 0 30 6 * * 6
      30 6 * * 1-5       | 0 30 6 * * 0,1,2,3,4
      30 6 * * mon-FRI   | 0 30 6 * * 0,1,2,3,4
      30 6 * * sat,sun   | 0 30 6 * * 5,6
      30 6 * * fri-sun   | 0 30 6 * * 4,5,6
      30 6 * * 5-7       | 0 30 6 * * 4,5,6
      30 6 * * 0-2       | 0 30 6 * * 0,1,6
      30 6 * * */2       | 0 30 6 * * 1,3,5,6
      30 6 * * 1/3       | 0 30 6 * * 0,3
      30 6 * * 1-6/2     | 0 30 6 * * 0,2,4
      30 6 * * 0-6       | 0 30 6 * * *
      30 6 13 * *        | 0 30 6 13 * *
      30 6 */2 * 1       | 0 30 6 */2 * 0
      """)
    void a_second_is_put_before_and_weekdays_begin_with_monday(String spec, String rule) {
        assertThat(Crontab.toRule(spec)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "* * * *",
                "* * * * * *",
                "@daily",
                "0 0 * * 8",
                "0 0 * * 5-2",
                "0 0 * * lun",
                "0 0 * * 1,",
                "0 0 * * *-5",
                "0 0 * * 1/0",
                "0 0 13 * 5"
            })
    void what_is_not_cron_or_cannot_be_said_is_refused(String spec) {
        assertThatThrownBy(() -> Crontab.toRule(spec))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("spec: ");
    }
}
