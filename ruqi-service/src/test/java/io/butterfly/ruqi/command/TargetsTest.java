package io.butterfly.ruqi.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    @TempDir
    Path folder;

    Path root;
    Targets targets;

    @BeforeEach
    void scripts() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        Files.createDirectory(root.resolve("sub"));
        Files.writeString(root.resolve("sub/in.sh"), "echo in");
        Files.writeString(folder.resolve("out.sh"), "echo out");
        Files.createSymbolicLink(root.resolve("link.sh"), folder.resolve("out.sh"));
        Files.createSymbolicLink(root.resolve("folder"), folder);
        targets = new Targets(new Scripts(Optional.of(root), "python3", Optional.empty()));
    }

    @Test
    void a_script_below_the_root_is_admitted() {
        assertThat(targets.admit("bash sub/in.sh a")).isInstanceOf(Target.Script.class);
        assertThatCode(() -> targets.admit("python ./sub/in.sh")).doesNotThrowAnyException();
    }

    @Test
    void an_absolute_path_below_the_root_is_admitted() {
        assertThat(targets.admit("bash " + root.resolve("sub/in.sh"))).isInstanceOf(Target.Script.class);
    }

    @Test
    void a_message_may_not_take_an_id_that_baichuan_keeps_for_itself() {
        assertThatThrownBy(() -> targets.admit("/a#{}#~id"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must not begin with ~");
        assertThat(targets.admit("/a#{}#id~")).isInstanceOf(Target.Message.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../out.sh",
                "sub/../../out.sh",
                "link.sh",
                "folder/out.sh",
                "/etc/hostname",
                "missing.sh",
                "sub",
                "."
            })
    void a_script_anywhere_else_is_refused(String path) {
        assertThatThrownBy(() -> targets.admit("bash " + path))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith("cmd: ");
    }

    @Test
    void scripts_are_off_unless_they_have_a_root() {
        Targets none = new Targets(new Scripts(Optional.empty(), "python3", Optional.empty()));

        assertThatThrownBy(() -> none.admit("bash sub/in.sh")).hasMessageContaining("RUQI_SCRIPTS_ROOT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/",
                "http://[::ffff:169.254.169.254]/",
                "http://2852039166/",
                "http://0.0.0.0/",
                "http://100.100.100.200/",
                "http://[fd00:ec2::254]/",
                "http://224.0.0.1/",
                "http://[fd00:ec2::254%2]/"
            })
    void an_address_that_no_job_may_call_is_refused(String url) {
        assertThatThrownBy(() -> targets.admit(url))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("may not be called");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8585/", "http://10.1.2.3/", "https://example.org/", "http://[::1]:80/"})
    void other_addresses_are_admitted_without_asking_a_name_server(String url) {
        assertThat(targets.admit(url)).isInstanceOf(Target.HttpPost.class);
    }
}
