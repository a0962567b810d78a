package io.butterfly.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @EnumSource(names = {"ALWAYS", "EVERY_SECOND"})
    void a_killed_server_has_its_keys_when_it_returns_on_the_same_port(Redis.Persistence persistence)
            throws IOException {
        try (Redis server = Redis.start(Redis.Settings.in(dir, 0, persistence))) {
            int port = server.port();
            assertThat(ask(server, "SET shoe red")).isEqualTo("+OK");

            server.kill();
            server.restart();

            assertThat(server.port()).isEqualTo(port);
            assertThat(ask(server, "STRLEN shoe")).isEqualTo(":3");
        }
    }

    @Test
    void without_persistence_nothing_is_left_after_a_kill() throws IOException {
        try (Redis server = Redis.start(Redis.Settings.in(dir, 0, Redis.Persistence.NONE))) {
            ask(server, "SET shoe red");

            server.kill();
            server.restart();

            assertThat(ask(server, "EXISTS shoe")).isEqualTo(":0");
        }
    }

    @Test
    void a_server_whose_parent_was_killed_is_ended_by_the_next_start() throws IOException {
        Redis leftBehind = Redis.start(dir, 0);

        try (Redis server = Redis.start(dir, leftBehind.port())) {
            assertThat(leftBehind.process().isAlive()).isFalse();
            assertThat(ask(server, "PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void a_guarded_server_wants_its_password_and_its_files_are_its_owners() throws IOException {
        Path secret = dir.resolve("run/redis.conf");
        Redis.Settings settings = Redis.Settings.in(dir.resolve("data"), 0, Redis.Persistence.EVERY_SECOND)
                .guardedBy(secret);
        try (Redis server = Redis.start(settings)) {
            String password = settings.url().split("[:@]")[2];

            assertThat(ask(server, "SET shoe red")).startsWith("-NOAUTH");
            assertThat(Redis.ask(server.port(), "AUTH " + password + "\r\nSET shoe red"))
                    .startsWith("+OK\r\n+OK");
            assertThat(Redis.ask(server.port(), "AUTH " + password + "\r\nCONFIG SET dir /tmp"))
                    .contains("-ERR unknown command");
            assertThat(Files.getPosixFilePermissions(secret)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(Files.getPosixFilePermissions(dir.resolve("data")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            assertThat(server.process().pid())
                    .satisfies(pid -> assertThat(Files.readString(Path.of("/proc/" + pid + "/cmdline")))
                            .doesNotContain(password));
        }
    }

    private static String ask(Redis server, String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
