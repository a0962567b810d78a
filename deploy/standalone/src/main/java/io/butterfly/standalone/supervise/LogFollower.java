package io.butterfly.standalone.supervise;

import io.butterfly.kernel.PollLoop;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Prints what is appended to the log files of the members, each line with the name of its member before it. */
public final class LogFollower implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MAX_READ = 1 << 20;

    private final Map<String, Path> files;
    private final Map<String, Long> positions = new LinkedHashMap<>();
    private final Predicate<String> isShown;
    private final PrintStream out;
    private final PollLoop loop;

    /**
     * Begins with what is written from now on.
     *
     * @param files log files by the name of their member
     * @param isShown by the line, asked when it is read
     */
    public LogFollower(Map<String, Path> files, Predicate<String> isShown, PrintStream out) {
        this.files = new LinkedHashMap<>(files);
        this.isShown = isShown;
        this.out = out;
        files.forEach((name, file) -> positions.put(name, file.toFile().length()));
        this.loop = PollLoop.start("follow-logs", this::tick);
    }

    /** Prints what is there now, before it returns. */
    public void catchUp() {
        try {
            tick();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized Duration tick() throws IOException {
        for (Map.Entry<String, Path> entry : files.entrySet()) {
            if (Files.exists(entry.getValue())) {
                print(entry.getKey(), appended(entry.getKey(), entry.getValue()));
            }
        }
        return PAUSE;
    }

    /** Whole lines only; a line that is still being written waits for the next turn. */
    private String appended(String name, Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long position = positions.get(name) <= file.length() ? positions.get(name) : 0; // it was emptied
            file.seek(position);
            byte[] bytes = new byte[(int) Math.min(MAX_READ, file.length() - position)];
            file.readFully(bytes);
            int end = bytes.length == MAX_READ ? MAX_READ : lastLineEnd(bytes);
            positions.put(name, position + end);
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private void print(String name, String lines) {
        lines.lines().filter(isShown).forEach(line -> out.println("%-10s | %s".formatted(name, line)));
    }

    @Override
    public void close() {
        loop.close();
    }
}
