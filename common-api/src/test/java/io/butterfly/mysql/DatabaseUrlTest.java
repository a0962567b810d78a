package io.butterfly.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Nested
    class the_manuals_address {
        final DatabaseUrl url = DatabaseUrl.parse(
                "mysql+retrypool://rdb:p%40ss@10.0.0.1:3307/ruqi?max_connections=300&stale_timeout=60");

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

    @Nested
    class an_option_of_the_address {
        @ParameterizedTest
        @CsvSource({
            "sslMode=VERIFY_IDENTITY, sslMode, VERIFY_IDENTITY", "sslmode=REQUIRED, sslMode, REQUIRED",
                    "socketTimeout=60000, socketTimeout, 60000",
            "connectTimeout=9, connectTimeout, 9", "rewriteBatchedStatements=false, rewriteBatchedStatements, false",
                    "tcpKeepAlive=false, tcpKeepAlive, false"
        })
        void counts_instead_of_ours(String option, String name, String value) {
            DatabaseUrl url = DatabaseUrl.parse("jdbc:mysql://h/db?a=b%26c&" + option);

            assertThat(url.options())
                    .containsEntry(name, value)
                    .containsEntry("a", "b&c")
                    .containsEntry("cachePrepStmts", "true");
            assertThat(url.jdbcUrl().split("(?i)" + name + "=", -1))
                    .as("named once")
                    .hasSize(2);
            assertThat(url.overruled()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"useSSL=false", "requireSSL=true", "verifyServerCertificate=true"})
        void that_is_older_than_sslMode_is_not_undone_by_it(String option) {
            assertThat(DatabaseUrl.parse("jdbc:mysql://h/db?" + option).options())
                    .doesNotContainKey("sslMode");
            assertThat(DatabaseUrl.parse("jdbc:mysql://h/db").options()).containsEntry("sslMode", "PREFERRED");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "serverTimezone=Asia/Shanghai",
                    "connectionTimeZone=LOCAL",
                    "allowMultiQueries=false",
                    "useAffectedRows=true"
                })
        void that_the_services_rely_on_does_not_count_and_is_named(String option) {
            DatabaseUrl url = DatabaseUrl.parse("jdbc:mysql://h/db?" + option);

            assertThat(url.overruled()).containsExactly(option);
            assertThat(url.options())
                    .containsEntry("connectionTimeZone", "UTC")
                    .containsEntry("allowMultiQueries", "true")
                    .doesNotContainKey("serverTimezone");
        }

        @ParameterizedTest
        @CsvSource({
            "ssl-mode=REQUIRED, sslMode, REQUIRED",
            "ssl_mode=verify_identity, sslMode, VERIFY_IDENTITY",
            "sslMode=verify-ca, sslMode, VERIFY_CA",
            "ssl-ca=/etc/ca.pem, sslMode, VERIFY_CA",
            "ssl-ca=/etc/ca.pem&ssl-mode=REQUIRED, sslMode, VERIFY_CA",
            "ssl-mode=VERIFY_IDENTITY&ssl_ca=/etc/ca.pem, sslMode, VERIFY_IDENTITY",
            "connect_timeout=5, connectTimeout, 5000",
            "read_timeout=60, socketTimeout, 60000",
            "allowPublicKeyRetrieval=true, allowPublicKeyRetrieval, true",
            "charset=utf8mb4, sslMode, PREFERRED"
        })
        void has_the_names_of_mysqls_clients_in_the_manuals_form(String options, String name, String value) {
            DatabaseUrl url = DatabaseUrl.parse("mysql+retrypool://u:p@h/db?max_connections=7&" + options);

            assertThat(url.options()).containsEntry(name, value);
            assertThat(url.authority()).isEqualTo(options.contains("ca=") ? "/etc/ca.pem" : "");
            assertThat(url.maxConnections()).isEqualTo(7);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://u:secret@h/db                                  | must begin with",
                "mysql+retrypool://u:secret@h                              | must have the form",
                "mysql+retrypool://u:secret@h:3306/                        | must have the form",
                "mysql+retrypool://u:sec#ret@h:3306/db                     | must have the form",
                "mysql+retrypool://u:secret@h:33x6/db                      | must have the form",
                "mysql+retrypool://u:sec ret@h:3306/db                     | no URL",
                "mysql+retrypool://u:secret@h:3306/db?max_connections=many | max_connections must be a number",
                "mysql+retrypool://u:secret@h:3306/db?max_conections=30    | the option 'max_conections' is unknown",
                "mysql+retrypool://u:secret@h:3306/db?ssl-mode=YES         | ssl-mode must be one of DISABLED, PREFERRED",
                "mysql+retrypool://u:secret@h:3306/db?connect_timeout=2s   | connect_timeout must be a number",
                "mysql+retrypool://u:sec@h:3306/db#secret                  | percent-encoded",
                "nonsense                                                  | must begin with"
            })
    void a_bad_address_is_refused_in_one_line_without_the_password(String text, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .message()
                .doesNotContain("secret", "sec ret", "\n");
    }
}
