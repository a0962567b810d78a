package io.butterfly.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.ChildProcess.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path dir;

    @Test
    void processes_of_a_killed_launcher_are_ended() throws Exception {
        DataFolder folder = DataFolder.open(dir);
        List<ChildProcess> leftBehind = List.of(child(folder, "ruqi-7"), child(folder, "mariadb"));

        folder.endLeftBehind();

        assertThat(leftBehind).noneMatch(ChildProcess::isAlive);
        assertThat(dir.resolve("run").toFile().list()).containsExactly("launcher.lock");
    }

    @Test
    void a_folder_is_known_by_one_name() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("real")));

        assertThat(DataFolder.open(link).pidFile("redis").path())
                .isEqualTo(dir.resolve("real").toRealPath().resolve("run/redis.pid"));
    }

    @Test
    void a_new_folder_is_its_owners_alone_and_an_old_one_keeps_its_rights() throws Exception {
        DataFolder.open(dir.resolve("parents/data"));
        DataFolder.open(Files.createDirectory(
                dir.resolve("old"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---"))));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("parents/data"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("old"))))
                .isEqualTo("rwxr-x---");
    }

    @Test
    void a_secret_is_its_owners_alone() throws Exception {
        DataFolder folder = DataFolder.open(dir);
        folder.writeSecret("run/mysql.cnf", "one");
        folder.writeSecret("run/mysql.cnf", "two");

        assertThat(dir.resolve("run/mysql.cnf")).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("run/mysql.cnf"))))
                .isEqualTo("rw-------");
    }

    @Test
    void ports_are_one_line_a_process() throws Exception {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("mariadb", 20001);
        ports.put("ruqi-1", 20002);

        DataFolder.open(dir).writePorts(ports);

        assertThat(dir.resolve("run/ports.properties")).hasContent("mariadb=20001\nruqi-1=20002\n");
    }

    @Test
    void a_disk_that_is_nearly_full_is_named_before_anything_starts() {
        assertThatThrownBy(() -> DataFolder.requireSpace(Path.of("/d"), 56L << 20, 300L << 20))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("/d has 56 MB free, 300 MB are needed; --data names another folder");
        assertThatCode(() -> DataFolder.requireSpace(Path.of("/d"), 300L << 20, 300L << 20))
                .doesNotThrowAnyException();
    }

    private static ChildProcess child(DataFolder folder, String name) {
        List<String> line =
                List.of("/bin/sh", "-c", "sleep 60 # " + folder.pidFile(name).path());
        return ChildProcess.start(new Command(name, line, Map.of(), folder.pidFile(name), folder.log(name)));
    }
}
