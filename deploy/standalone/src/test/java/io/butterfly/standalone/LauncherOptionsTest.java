package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherOptionsTest {
    private static final Path DEFAULT = Path.of("/repo/data");

    @Test
    void without_any_everything_is_embedded_on_8585_with_two_schedulers() {
        assertThat(parse()).isEqualTo(new LauncherOptions(8585, DEFAULT, 2, false, Optional.empty(), Optional.empty()));
    }

    @Test
    void all_can_be_given() {
        LauncherOptions options = parse(
                "--port",
                "9000",
                "--data=/d",
                "--ruqi-replicas",
                "3",
                "--demo",
                "--redis-url",
                "redis://r:6379/0",
                "--mysql-url",
                "mysql://db/b",
                "--mysql-user",
                "u",
                "--mysql-password=p=w");

        assertThat(options)
                .isEqualTo(new LauncherOptions(
                        9000,
                        Path.of("/d"),
                        3,
                        true,
                        Optional.of(new LauncherOptions.MySql("mysql://db/b", Optional.of("u"), Optional.of("p=w"))),
                        Optional.of("redis://r:6379/0")));
    }

    @Test
    void the_password_may_come_from_the_environment_where_ps_does_not_show_it() {
        LauncherOptions options = LauncherOptions.parse(
                List.of("--mysql-url", "mysql://db/b"), DEFAULT, Map.of("BUTTERFLY_MYSQL_PASSWORD", "secret"));

        assertThat(options.mySql().orElseThrow().password()).contains("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 1,             unknown option --prot",
        "--port,               --port needs a value",
        "--port --demo,        --port needs a value",
        "--port 70000,         --port must be a number from 1 to 65535",
        "--port x,             --port must be a number",
        "--ruqi-replicas 0,    --ruqi-replicas must be a number from 1 to 16",
        "--mysql-user u,       --mysql-user and --mysql-password need --mysql-url",
        "8585,                 unknown option 8585",
    })
    void a_mistake_is_named_in_one_line(String line, String message) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static LauncherOptions parse(String... args) {
        return LauncherOptions.parse(List.of(args), DEFAULT, Map.of());
    }
}
