package io.butterfly.notices.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    /** In Berlin the clock goes from 2 to 3 on 29 March 2026, and from 3 to 2 on 25 October. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
      22:00, 07:00, 2026-01-10T20:59:59Z, -
      22:00, 07:00, 2026-01-10T21:00:00Z, 2026-01-11T06:00:00Z
      22:00, 07:00, 2026-01-11T05:59:59Z, 2026-01-11T06:00:00Z
      22:00, 07:00, 2026-01-11T06:00:00Z, -
      12:00, 13:00, 2026-01-10T11:30:00Z, 2026-01-10T12:00:00Z
      12:00, 13:00, 2026-01-10T12:00:00Z, -
      22:00, 07:00, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z
      01:00, 02:30, 2026-03-29T00:59:00Z, 2026-03-29T01:30:00Z
      01:00, 02:30, 2026-10-25T01:10:00Z, -
      """)
    void end_at_their_time_in_their_zone(LocalTime from, LocalTime to, Instant now, Instant end) {
        QuietHours quiet = new QuietHours(from, to, ZoneId.of("Europe/Berlin"));

        assertThat(quiet.endFor(now)).isEqualTo(Optional.ofNullable(end));
    }
}
