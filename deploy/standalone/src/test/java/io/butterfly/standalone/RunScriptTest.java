package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** run.sh in a folder where nothing is built and nothing can be: what is wrong on the command line is said first. */
class RunScriptTest {
    @TempDir
    Path root;

    @BeforeEach
    void only_the_script() throws IOException {
        for (String file : List.of("run.sh", "jdk.sh", "src/main/resources/usage.txt")) {
            Path copy = root.resolve("deploy/standalone").resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Repository.ROOT.resolve("deploy/standalone").resolve(file), copy);
        }
    }

    @ParameterizedTest
    @CsvSource({"--help", "-h", "--port 1 --help"})
    void help_needs_no_build(String line) throws Exception {
        assertThat(run(0, line))
                .startsWith("usage: run.sh")
                .contains("--ruqi-replicas")
                .doesNotContain("building");
    }

    @ParameterizedTest
    @CsvSource({
        "--prot 1,      unknown option --prot; --help lists them", "8585, unknown option 8585; --help lists them",
                "--port, --port needs a value",
        "--port --demo, --port needs a value", "--demo=1, unknown option --demo; --help lists them",
                "--po=1, unknown option --po; --help lists them",
    })
    void a_wrong_option_is_named_before_a_build(String line, String message) throws Exception {
        assertThat(run(2, line)).isEqualTo("run.sh: " + message + "\n");
    }

    @Test
    void every_option_is_in_the_help() throws Exception {
        String usage = Repository.read("deploy/standalone/src/main/resources/usage.txt");

        assertThat(LauncherOptions.WITH_VALUE)
                .allSatisfy(option -> assertThat(usage).contains("\n  " + option + " "));
    }

    private String run(int code, String line) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", root.resolve("deploy/standalone/run.sh").toString()));
        command.addAll(List.of(line.split(" +")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(code);
        return output;
    }
}
