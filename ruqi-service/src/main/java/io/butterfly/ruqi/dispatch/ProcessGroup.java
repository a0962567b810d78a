package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Firing;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A process with all its children. {@code setsid}, where there is one, makes it the leader of a group that can be killed as one. */
final class ProcessGroup implements AutoCloseable {
  /** All that a script inherits: the service's own environment holds its passwords. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "BUTTERFLY_URL");
  private static final Optional<String> SETSID = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
      .map(folder -> Path.of(folder, "setsid"))
      .filter(Files::isExecutable)
      .map(Path::toString)
      .findFirst();

  private final Process process;

  private ProcessGroup(Process process) {
    this.process = process;
  }

  static ProcessGroup start(List<String> commandLine, Path folder, Firing firing) throws IOException {
    List<String> line = new ArrayList<>();
    SETSID.ifPresent(line::add);
    line.addAll(commandLine);
    ProcessBuilder builder = new ProcessBuilder(line)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectInput(Redirect.from(new File("/dev/null")));
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(Map.of("RUQI_JOB_ID", firing.jobId(), "RUQI_FIRING_ID", firing.dispatchId()));
    return new ProcessGroup(builder.start());
  }

  Process process() {
    return process;
  }

  /** Ends all of them at once. The group is also what is left when the leader has ended before its children. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (SETSID.isPresent()) {
      try {
        new ProcessBuilder("sh", "-c", "kill -KILL -- -$0", Long.toString(process.pid())).redirectErrorStream(true).start();
      } catch (IOException e) {
        throw new IllegalStateException("the process group " + process.pid() + " could not be killed", e);
      }
    }
  }

  /** Nobody reads any more: a child that still writes gets an error for it. */
  @Override
  public void close() throws IOException {
    process.getInputStream().close();
  }
}
