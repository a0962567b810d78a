package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|2026-11-29 09:01:02.979 INFO  - - [main] Service - started in 9 ms, listening on http://127.0.0.1:1",
                "false|2026-11-29 09:01:02.979 INFO  - - [main] Settings - settings: APP_ENV=local",
                "true|2026-11-29 09:01:02.979 WARN  - - [main] Settings - BUTTERFLY_X is no setting",
                "true|2026-11-29 09:01:02.979 ERROR - - [main] Service - cannot start",
                "true|  at io.butterfly.http.server.Service.run(Service.java:1)",
                "true|WARNING: sun.misc.Unsafe::objectFieldOffset will be removed in a future release",
            })
    void of_a_start_the_addresses_and_whatever_is_wrong_are_printed(boolean isPrinted, String line) {
        assertThat(Logs.isOfAStart(line)).isEqualTo(isPrinted);
    }
}
