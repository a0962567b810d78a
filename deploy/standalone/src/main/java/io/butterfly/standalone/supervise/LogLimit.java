package io.butterfly.standalone.supervise;

import io.butterfly.kernel.PollLoop;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Keeps log files small while processes write to them. One that has grown large is copied to {@code NAME.log.1} and
 * emptied; its process writes on at the end of the file, wherever that is. A line that is written between the copy and
 * the emptying is lost.
 */
public final class LogLimit implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final List<Path> files;
    private final long maxBytes;
    private final PollLoop loop;

    /** The first look comes at once. */
    public LogLimit(Collection<Path> files, long maxBytes) {
        this.files = List.copyOf(files);
        this.maxBytes = maxBytes;
        this.loop = PollLoop.start("limit-logs", this::tick);
    }

    private Duration tick() throws IOException {
        for (Path file : files) {
            if (file.toFile().length() > maxBytes) {
                Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                        .close();
            }
        }
        return PAUSE;
    }

    @Override
    public void close() {
        loop.close();
    }
}
