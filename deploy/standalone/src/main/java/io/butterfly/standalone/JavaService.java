package io.butterfly.standalone;

import io.butterfly.embedded.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How one of our services is started: its thin jar, on the launcher's own Java, within half a gigabyte of memory. */
final class JavaService {
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private JavaService() {}

    /**
     * @param name of the process, such as {@code ruqi-1}
     * @param jar beside its {@code lib/}
     */
    static ChildProcess.Command command(String name, Path jar, Map<String, String> environment, DataFolder folder) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build the project first (mvn package)");
        }
        List<String> line = new ArrayList<>(List.of(
                JAVA.toString(),
                "-Xmx256m",
                "-XX:MaxDirectMemorySize=96m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError", // the supervisor starts it afresh
                "--enable-native-access=ALL-UNNAMED",
                "-Dbutterfly.pid-file=" + folder.pidFile(name).path()));
        line.addAll(ClassArchives.Target.of(folder, jar).options(name.endsWith("-1")));
        line.addAll(List.of("-jar", jar.toString()));
        return new ChildProcess.Command(name, line, environment, folder.pidFile(name), folder.log(name));
    }
}
