package io.butterfly.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class ServersTest {
    @Test
    void everybody_gets_the_same_servers() {
        assertThat(Servers.mariaDb()).isSameAs(Servers.mariaDb());
        assertThat(Servers.redis()).isSameAs(Servers.redis());
        assertThat(Servers.redis().url()).startsWith("redis://");
    }

    @Test
    void a_test_has_a_database_of_its_own() throws Exception {
        SharedDatabase server = Servers.mariaDb();
        server.createDatabase("of_this_test");
        server.createDatabase("of_this_test");

        try (Connection connection =
                DriverManager.getConnection(server.jdbcUrl("of_this_test"), server.user(), server.password())) {
            assertThat(connection.getCatalog()).isEqualTo("of_this_test");
        }
    }
}
