package io.butterfly.standalone;

import io.butterfly.mysql.DatabaseUrl;
import java.net.URI;
import java.util.Optional;

/** The option file that lets any MySQL client in: {@code mariadb --defaults-file=DIR/run/mysql.cnf}. */
final class MySqlClientFile {
    static final String NAME = "run/mysql.cnf";
    private static final int DEFAULT_PORT = 3306;

    private MySqlClientFile() {}

    /** {@code loose-}: clients that do not know the option must not stumble over it. */
    static String text(DatabaseUrl url, Optional<String> user, Optional<String> password) {
        URI address = URI.create(url.jdbcUrl().substring("jdbc:".length()));
        return """
        [client]
        protocol=tcp
        host=%s
        port=%d
        user="%s"
        password="%s"
        loose-skip-ssl

        [mysql]
        database=%s
        """.formatted(
                        address.getHost(),
                        address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
                        escaped(user.orElse("")),
                        escaped(password.orElse("")),
                        address.getPath().substring(1));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
