package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.history.Firing;
import java.io.Closeable;
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

/**
 * A process with all its children. {@code setsid}, where there is one, makes it a group that can be killed as one. Such
 * a group does not outlive this service: its standard input is a pipe that the service holds, and when that ends
 * without the command having ended, the group kills itself.
 */
final class ProcessGroup implements AutoCloseable {
    /**
     * All that a script inherits. The service's passwords are not passed on; a script that runs as the same user can
     * still read them.
     */
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TZ", "TMPDIR", "BUTTERFLY_URL");

    private static final Optional<String> SETSID = Stream.of(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "setsid"))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();

    /**
     * Runs a command with empty input and gives its exit code. Beside it a second shell waits for the end of the pipe.
     * What the shells themselves print is no output of the command, so it is discarded.
     */
    private static final String GUARDED = """
      exec 3<&0 4>&2 2>/dev/null
      { read -r never <&3; kill -KILL 0; } >/dev/null 4>&- &
      guard=$!
      "$@" </dev/null 2>&4 3<&- 4>&-
      code=$?
      kill $guard
      wait $guard
      exit $code
      """;

    private final Process process;

    private ProcessGroup(Process process) {
        this.process = process;
    }

    /** @param asUser what makes another user run it, the shells included */
    static ProcessGroup start(List<String> asUser, List<String> commandLine, Path folder, Firing firing)
            throws IOException {
        List<String> line = new ArrayList<>(asUser);
        SETSID.ifPresent(setsid -> line.addAll(List.of(setsid, "sh", "-c", GUARDED, "sh")));
        line.addAll(commandLine);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(SETSID.isPresent() ? Redirect.PIPE : Redirect.from(new File("/dev/null")));
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(Map.of("RUQI_JOB_ID", firing.jobId(), "RUQI_FIRING_ID", firing.dispatchId()));
        return new ProcessGroup(builder.start());
    }

    Process process() {
        return process;
    }

    /** Ends all of them at once. The group is also what is left when the leader has ended before its children. */
    void kill() {
        endInput();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        if (SETSID.isPresent()) {
            try {
                new ProcessBuilder("sh", "-c", "kill -KILL -- -$0", Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .start();
            } catch (IOException e) {
                throw new IllegalStateException("the process group " + process.pid() + " could not be killed", e);
            }
        }
    }

    /** Its own shell kills the group then, which this service may not do to another user's processes. */
    private void endInput() {
        close(process.getOutputStream());
    }

    private static void close(Closeable stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // it is closed, which is all that is wanted
        }
    }

    /** Stops reading: a child that still writes gets an error. */
    @Override
    public void close() {
        close(process.getInputStream());
    }
}
