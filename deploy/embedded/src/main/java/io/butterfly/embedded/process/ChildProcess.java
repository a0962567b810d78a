package io.butterfly.embedded.process;

import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One running child. It never outlives {@link #stop} or {@link #kill}; starting it again makes a new object. */
public final class ChildProcess {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final long POLL_MILLIS = 20;
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(60);

    /**
     * What to start.
     *
     * @param name as people call it
     * @param line executable and arguments; one argument contains the path of the pid file
     * @param environment added to this process' own
     * @param pidFile holds the pid while the process lives
     * @param log what the process prints is appended here
     */
    public record Command(String name, List<String> line, Map<String, String> environment, PidFile pidFile, Path log) {
        public Command {
            line = List.copyOf(line);
            environment = Map.copyOf(environment);
            String mark = pidFile.path().toString();
            if (line.stream().noneMatch(argument -> argument.contains(mark))) {
                throw new IllegalArgumentException("the command of " + name + " must name its pid file " + mark);
            }
        }
    }

    private final Command command;
    private final Process process;

    private ChildProcess(Command command, Process process) {
        this.command = command;
        this.process = process;
    }

    /** Ends what an earlier parent left behind under the same pid file, then starts. */
    public static ChildProcess start(Command command) {
        command.pidFile().endLeftBehind();
        try {
            Files.createDirectories(command.log().getParent());
            ProcessBuilder builder = new ProcessBuilder(inOwnSession(command.line()))
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(command.log().toFile()));
            builder.environment().putAll(command.environment());
            Process process = builder.start();
            command.pidFile().write(process.pid());
            return new ChildProcess(command, process);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.name(), e);
        }
    }

    /** setsid becomes the command itself, so the pid stays. */
    private static List<String> inOwnSession(List<String> line) {
        if (!Files.isExecutable(SETSID)) {
            return line;
        }
        List<String> wrapped = new ArrayList<>(List.of(SETSID.toString()));
        wrapped.addAll(line);
        return wrapped;
    }

    /**
     * From now on it ends with this JVM, however that ends: a shell waits for the end of a pipe that only this JVM
     * keeps open, and then kills it.
     */
    public void endWithThisJvm() {
        String pid = Long.toString(pid());
        List<String> watch = List.of(
                "/bin/sh",
                "-c",
                "read held; grep -qaF -- \"$1\" /proc/$0/cmdline && kill -9 $0",
                pid,
                command.pidFile().path().toString());
        try {
            Process watching = new ProcessBuilder(inOwnSession(watch)).start();
            process.onExit().thenRun(watching::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot watch " + name(), e);
        }
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Runs when it has ended, however that came. */
    public void onExit(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** Meaningful once it has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /**
     * Waits until the probe says yes; throws with the end of the log as soon as the process has ended, or when time is
     * up.
     */
    public void await(BooleanSupplier isReady, Duration limit) {
        Deadline deadline = SteadyClock.system().deadline(limit);
        while (!isReady.getAsBoolean()) {
            if (!process.isAlive()) {
                command.pidFile().delete();
                throw new IllegalStateException(
                        name() + " ended with code " + exitCode() + " while it started; its log ends:\n" + endOfLog());
            }
            if (deadline.hasPassed()) {
                kill();
                throw new IllegalStateException(
                        name() + " was not ready within " + limit.toSeconds() + " s; its log ends:\n" + endOfLog());
            }
            waitForEnd(Duration.ofMillis(POLL_MILLIS));
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(command.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    /** SIGTERM; SIGKILL when it has not ended within the patience. */
    public void stop(Duration patience) {
        process.destroy();
        if (!waitForEnd(patience)) {
            process.destroyForcibly();
            waitForEnd(patience);
        }
        command.pidFile().delete();
    }

    /** SIGKILL: what a crash looks like. A process that waits for its disk ends only when the disk answers. */
    public void kill() {
        process.destroyForcibly();
        if (!waitForEnd(KILL_PATIENCE)) {
            throw new IllegalStateException(
                    name() + " still runs " + KILL_PATIENCE.toSeconds() + " s after it was killed");
        }
        command.pidFile().delete();
    }

    private boolean waitForEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
