package io.butterfly.ruqi.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A job in one line. */
class ParsedLineTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      1d python test_handler.py /ruqi/job_history_clear | interval | 1d | python test_handler.py /ruqi/job_history_clear
      10s /demo_api/hello#{"a": "b c"}                  | interval | 10s | /demo_api/hello#{"a": "b c"}
      0 20 2 * * * http://h/x                           | cron | 0 20 2 * * * | http://h/x
      */5 * * * mon-fri 0 bash a.sh 1 2                 | cron | */5 * * * mon-fri 0 | bash a.sh 1 2
      now /demo_api/ping                                | date | now | /demo_api/ping
      2099-01-02 /demo_api/ping                         | date | 2099-01-02 | /demo_api/ping
      2099-01-02 03:04:05.5 bash a.sh                   | date | 2099-01-02 03:04:05.5 | bash a.sh
      2099-1-2T3:4 bash a.sh                            | date | 2099-1-2T3:4 | bash a.sh
      """)
    void has_its_rule_before_its_command(String line, String trigger, String rule, String cmd) {
        assertThat(ParsedLine.parse(line)).isEqualTo(new ParsedLine(trigger, rule, cmd));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1d", "/demo_api/ping", "0 0 0 * * *", "tomorrow /demo_api/ping", "0 0 /demo_api/ping"})
    void is_refused_without_one_of_them(String line) {
        assertThatThrownBy(() -> ParsedLine.parse(line))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("line: ");
    }
}
