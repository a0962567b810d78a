package io.butterfly.xingqiao.workflow.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.xingqiao.workflow.Registration;
import io.butterfly.xingqiao.workflow.Workflow;
import io.butterfly.xingqiao.workflow.WorkflowSource.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginFolderTest {
    static final ObjectNode NOTHING = Json.mapper().createObjectNode();

    @TempDir
    Path root;

    Path folder;
    PluginFolder plugins;

    @BeforeEach
    void start() {
        folder = root.resolve("plugins");
        plugins = new PluginFolder(folder);
    }

    @AfterEach
    void stop() {
        plugins.close();
    }

    @Test
    void follows_files_that_come_change_and_go() throws IOException {
        assertThat(plugins.registrations()).isEmpty();
        Files.createDirectory(folder);

        write("a.yaml", "one", "/x/1");
        assertThat(cmds()).isEqualTo(Map.of("one", "/x/1"));
        write("a.yaml", "one", "/x/22");
        write("b.yml", "two", "/x/3");
        write("c.txt", "three", "/x/4");
        assertThat(cmds()).isEqualTo(Map.of("one", "/x/22", "two", "/x/3"));
        Files.delete(folder.resolve("a.yaml"));
        assertThat(cmds()).isEqualTo(Map.of("two", "/x/3"));
    }

    @Test
    void keeps_the_good_version_of_a_file_that_breaks_and_says_where_it_is_broken() throws IOException {
        Files.createDirectory(folder);
        write("a.yaml", "one", "/x/1");
        assertThat(cmds()).isEqualTo(Map.of("one", "/x/1"));

        Files.writeString(folder.resolve("a.yaml"), "name: one\ntasks:\n  - label: a b\n    cmd: /x\n");
        Files.writeString(folder.resolve("b.yaml"), "name: [");
        Files.write(folder.resolve("c.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.writeString(folder.resolve("d.jar"), "no jar at all");

        assertThat(cmds()).isEqualTo(Map.of("one", "/x/1"));
        assertThat(plugins.problems()).extracting(Problem::file).containsExactly("a.yaml", "b.yaml", "c.yaml", "d.jar");
        Problem first = plugins.problems().getFirst();
        assertThat(first.toString()).startsWith("a.yaml, line 3, column 5: tasks.0.label: must consist of letters");
        assertThat(first.isStale()).isTrue();
        assertThat(plugins.problems().get(3).message()).contains("no jar");
        write("a.yaml", "one", "/x/333");
        assertThat(cmds()).isEqualTo(Map.of("one", "/x/333"));
        assertThat(plugins.problems()).hasSize(3);
    }

    @Test
    void gives_a_name_to_the_first_file_only() throws IOException {
        Files.createDirectory(folder);
        write("a.yaml", "one", "/x/1");
        write("b.yaml", "one", "/x/2");

        assertThat(cmds()).isEqualTo(Map.of("one", "/x/1"));
        assertThat(plugins.problems().getFirst().toString()).isEqualTo("b.yaml: the workflow one is in a.yaml already");
    }

    @Test
    void takes_workflows_out_of_jars_and_new_ones_when_a_jar_is_replaced() throws IOException {
        Files.createDirectory(folder);
        jar("/x/1");
        assertThat(cmds()).isEqualTo(Map.of("jarred", "/x/1"));
        Registration old = plugins.registrations().getFirst();

        jar("/x/twenty");

        assertThat(cmds()).isEqualTo(Map.of("jarred", "/x/twenty"));
        assertThat(plugins.registrations().getFirst().form()).isEqualTo("jar");
        assertThat(old.workflow().tasks(NOTHING).getFirst().cmd()).isEqualTo("/x/1");
    }

    @Test
    void leaves_no_copies_behind_and_closes_all_but_the_last_two_versions_of_a_jar() throws IOException {
        Files.createDirectory(folder);
        List<URLClassLoader> loaders = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            jar("/x/" + "1".repeat(i + 1));
            cmds();
            loaders.add((URLClassLoader)
                    plugins.registrations().getFirst().workflow().getClass().getClassLoader());
        }

        assertThat(loaders).extracting(PluginFolderTest::isOpen).containsExactly(false, false, true, true);
        assertThat(loaders).allMatch(loader -> !Files.exists(Path.of(URI.create(loader.getURLs()[0].toString()))));
    }

    /** Reads what no class has asked for yet. */
    static boolean isOpen(URLClassLoader loader) {
        return loader.findResource("META-INF/services/" + Workflow.class.getName()) != null;
    }

    @Test
    void a_jar_that_throws_an_error_is_a_problem_of_its_own_and_stops_nothing() throws IOException {
        Files.createDirectory(folder);
        write("a.yaml", "one", "/x/1");
        jar("/x/1", "throw new AssertionError(\"not here\");");

        assertThat(cmds()).isEqualTo(Map.of("one", "/x/1"));
        assertThat(plugins.problems().getFirst().message()).contains("AssertionError");
    }

    void jar(String cmd) throws IOException {
        jar(cmd, "return \"jarred\";");
    }

    void jar(String cmd, String name) throws IOException {
        Path source = root.resolve("Jarred.java");
        Files.writeString(source, """
        public class Jarred implements io.butterfly.xingqiao.workflow.Workflow {
          public String name() { %s }
          public java.util.List<io.butterfly.xingqiao.workflow.TaskPlan> tasks(com.fasterxml.jackson.databind.node.ObjectNode extra) {
            return java.util.List.of(io.butterfly.xingqiao.workflow.TaskPlan.of("a", "%s"));
          }
        }
        """.formatted(name, cmd));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        root.toString(),
                        source.toString());
        assertThat(failed).isZero();
        try (OutputStream out = Files.newOutputStream(folder.resolve("j.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new ZipEntry("Jarred.class"));
            jar.write(Files.readAllBytes(root.resolve("Jarred.class")));
            jar.putNextEntry(new ZipEntry("META-INF/services/" + Workflow.class.getName()));
            jar.write("Jarred".getBytes());
        }
    }

    void write(String file, String name, String cmd) throws IOException {
        Files.writeString(folder.resolve(file), "name: " + name + "\ntasks: [{label: a, cmd: " + cmd + "}]\n");
    }

    Map<String, String> cmds() {
        plugins.refresh();
        List<Registration> all = plugins.registrations();
        return all.stream().collect(Collectors.toMap(Registration::name, registration -> registration
                .workflow()
                .tasks(NOTHING)
                .getFirst()
                .cmd()));
    }
}
