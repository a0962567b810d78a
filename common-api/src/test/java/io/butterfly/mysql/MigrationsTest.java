package io.butterfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationsTest {
    @ParameterizedTest
    @CsvSource({
        "11.4.5-MariaDB, MariaDB 11.4.5",
        "10.11.6-MariaDB-0+deb12u1-log, MariaDB 10.11.6",
        "5.5.5-10.6.12-MariaDB, MariaDB 10.6.12",
        "8.4.3, MySQL 8.4.3",
        "8.0.36-28, MySQL 8.0.36-28",
    })
    void the_server_is_called_what_it_is(String version, String shown) {
        assertThat(Migrations.product("MySQL", version)).isEqualTo(shown);
    }
}
