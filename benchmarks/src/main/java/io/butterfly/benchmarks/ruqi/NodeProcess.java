package io.butterfly.benchmarks.ruqi;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A node of a scheduler, in a JVM of its own with a heap of 512 MB. */
final class NodeProcess implements AutoCloseable {
  private final Process process;

  private NodeProcess(Process process) {
    this.process = process;
  }

  static NodeProcess start(String classPath, String main, Map<String, String> environment, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC", "-cp", classPath, main));
    builder.environment().putAll(environment);
    return new NodeProcess(builder.redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile())).start());
  }

  /** Of this JVM. */
  static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /** RuQi as it is delivered, and from this module only the dispatcher that does nothing. */
  static String ruqiClassPath() {
    Path home = Path.of(System.getProperty("butterfly.home", ".")).toAbsolutePath().normalize();
    Path target = home.resolve("ruqi-service/target");
    return String.join(File.pathSeparator, home.resolve("benchmarks/target/classes").toString(),
        target.resolve("classes").toString(), target.resolve("lib") + File.separator + "*");
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
