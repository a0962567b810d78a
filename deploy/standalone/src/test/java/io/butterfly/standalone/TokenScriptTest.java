package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.access.Access;
import io.butterfly.access.AccessSettings;
import io.butterfly.access.Answer;
import io.butterfly.access.Identity;
import io.butterfly.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenScriptTest {
    @TempDir
    Path folder;

    private record Run(int exitCode, String out, String err) {}

    private Run run(String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> line = Stream.concat(
                        Stream.of(
                                "bash",
                                Repository.ROOT.resolve("deploy/token.sh").toString()),
                        Stream.of(arguments))
                .toList();
        int exitCode = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new Run(exitCode, Files.readString(out), Files.readString(err));
    }

    @Test
    void the_token_that_it_shows_is_the_one_of_the_line_that_it_writes() throws Exception {
        Run run = run("etl", "worker", "expires=2099-12-31", "handlers=/etl/,/mail/");

        assertThat(run.exitCode()).isZero();
        String token = run.err().strip().replaceFirst(".*: ", "");
        assertThat(token).hasSize(48);
        assertThat(run.out()).doesNotContain(token);
        Path file = Files.writeString(folder.resolve("tokens"), run.out());
        Access access = new Access(
                new AccessSettings(Optional.of(file), Optional.empty(), Optional.empty(), Optional.empty()),
                Clock.systemUTC());
        assertThat(access.identify(List.of("Bearer " + token), "10.0.0.1", 0))
                .isEqualTo(new Answer.Known(new Identity("etl", Role.WORKER, List.of("/etl/", "/mail/"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x root", "a/b viewer", "x viewer expires=soon", "x viewer handlers=etl"})
    void what_the_service_would_not_understand_is_refused_and_writes_no_line(String arguments) throws Exception {
        Run run = run(arguments.isEmpty() ? new String[0] : arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("NAME ROLE").doesNotContain("shown only now");
    }
}
