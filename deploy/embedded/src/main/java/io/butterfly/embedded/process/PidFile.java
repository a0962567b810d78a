package io.butterfly.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file with the pid of a process that names the file on its command line. */
public record PidFile(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    public PidFile {
        path = path.toAbsolutePath().normalize();
    }

    void write(long pid) {
        try {
            Files.createDirectories(path.getParent());
            Files.writeString(path, pid + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process in the file, when it lives and is the one that wrote it. */
    public Optional<ProcessHandle> owner() {
        return pid().flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).filter(this::isOurs);
    }

    /** Ends the process that an earlier parent left behind, if there is one: with SIGTERM first. */
    public void endLeftBehind() {
        owner().ifPresent(process -> {
            LOG.warn("ending process {}, which an earlier run left behind ({})", process.pid(), path.getFileName());
            process.destroy();
            if (!hasEnded(process)) {
                process.destroyForcibly();
                hasEnded(process);
            }
        });
        delete();
    }

    private Optional<Long> pid() {
        try {
            String text = Files.exists(path) ? Files.readString(path).strip() : "";
            return text.matches("[0-9]{1,10}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return new String(Files.readAllBytes(commandLine), StandardCharsets.UTF_8).contains(path.toString());
        } catch (IOException e) {
            return false; // it ended meanwhile, or belongs to another user
        }
    }

    private static boolean hasEnded(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
