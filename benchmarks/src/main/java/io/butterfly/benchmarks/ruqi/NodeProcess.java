package io.butterfly.benchmarks.ruqi;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.ChildProcess.Command;
import io.butterfly.embedded.process.PidFile;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A node of a scheduler, in a JVM of its own with a heap of 512 MB. It ends with this JVM, however that ends. */
final class NodeProcess implements AutoCloseable {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final ChildProcess process;

    private NodeProcess(ChildProcess process) {
        this.process = process;
    }

    /** @param log the pid file lies beside it */
    static NodeProcess start(String classPath, String main, Map<String, String> environment, Path log) {
        PidFile pidFile = new PidFile(log.resolveSibling(log.getFileName() + ".pid"));
        List<String> line = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dbutterfly.pid-file=" + pidFile.path(),
                "-cp",
                classPath,
                main);
        ChildProcess process = ChildProcess.start(new Command(main, line, environment, pidFile, log));
        process.endWithThisJvm();
        return new NodeProcess(process);
    }

    /** Of this JVM. */
    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** RuQi as it is delivered, and from this module only the dispatcher that does nothing. */
    static String ruqiClassPath() {
        Path home = Path.of(System.getProperty("butterfly.home", "."))
                .toAbsolutePath()
                .normalize();
        Path target = home.resolve("ruqi-service/target");
        return String.join(
                File.pathSeparator,
                home.resolve("benchmarks/target/classes").toString(),
                target.resolve("classes").toString(),
                target.resolve("lib") + File.separator + "*");
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.stop(STOP_PATIENCE);
    }
}
