package io.butterfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {
  @Nested
  class the_manuals_address {
    final DatabaseUrl url = DatabaseUrl.parse("mysql+retrypool://rdb:p%40ss@10.0.0.1:3307/ruqi?max_connections=300&stale_timeout=60");

    @Test
    void works_unchanged() {
      assertThat(url.jdbcUrl()).startsWith("jdbc:mysql://10.0.0.1:3307/ruqi?");
      assertThat(url.user()).contains("rdb");
      assertThat(url.password()).contains("p@ss");
      assertThat(url.maxConnections()).isEqualTo(300);
      assertThat(url.staleTimeoutSeconds()).isEqualTo(60);
    }

    @Test
    void keeps_instants_right_in_any_zone() {
      assertThat(url.jdbcUrl()).contains("connectionTimeZone=UTC", "forceConnectionTimeZoneToSession=true");
    }

    @Test
    void never_shows_the_password() {
      assertThat(url.toString()).isEqualTo("jdbc:mysql://10.0.0.1:3307/ruqi");
    }
  }

  @Test
  void a_jdbc_address_is_taken_as_it_is() {
    assertThat(DatabaseUrl.parse("jdbc:mysql://h/db?useSSL=false").jdbcUrl()).startsWith("jdbc:mysql://h/db?useSSL=false&");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "postgres://u:secret@h/db                                  | must begin with",
      "mysql+retrypool://u:secret@h                              | must have the form",
      "mysql+retrypool://u:secret@h:3306/                        | must have the form",
      "mysql+retrypool://u:sec#ret@h:3306/db                     | must have the form",
      "mysql+retrypool://u:secret@h:33x6/db                      | must have the form",
      "mysql+retrypool://u:sec ret@h:3306/db                     | no URL",
      "mysql+retrypool://u:secret@h:3306/db?max_connections=many | max_connections must be a number",
      "nonsense                                                  | must begin with"})
  void a_bad_address_is_refused_in_one_line_without_the_password(String text, String reason) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason)
        .message().doesNotContain("secret", "sec ret", "\n");
  }
}
