package io.butterfly.notices.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in force. The file is read again when it has changed; one that cannot be read or understood changes
 * nothing: what it said before counts, and the log says what is wrong with it.
 */
public final class RulesFile {
    private static final Logger LOG = LoggerFactory.getLogger(RulesFile.class);
    private static final long MOST_BYTES = 1 << 20;

    private final Optional<Path> path;
    private volatile Contents contents;

    private record Contents(FileTime changedAt, long size, Rules rules) {}

    /**
     * @param path empty for {@link Rules#STANDARD}
     * @throws IllegalArgumentException with one line when it cannot be read or understood
     */
    public RulesFile(Optional<Path> path) {
        this.path = path;
        this.contents = path.isPresent() ? read(path.get()) : new Contents(FileTime.fromMillis(0), 0, Rules.STANDARD);
    }

    public Rules current() {
        return contents.rules();
    }

    /** Looks whether the file has changed. */
    public void refresh() {
        path.ifPresent(this::refresh);
    }

    private void refresh(Path file) {
        Contents old = contents;
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (changedAt.equals(old.changedAt()) && size == old.size()) {
                return;
            }
            contents = new Contents(changedAt, size, old.rules()); // said once, not at every look
            contents = read(file);
            LOG.info(
                    "{} has changed: {} rules, {} sinks",
                    file,
                    current().rules().size(),
                    current().sinks().size());
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("the rules of notices stay as they were: {}", reason(file, e));
        }
    }

    private static Contents read(Path file) {
        try {
            FileTime changedAt = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new IllegalArgumentException("it has more than " + MOST_BYTES + " bytes");
            }
            return new Contents(changedAt, size, RulesReader.read(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(reason(file, e), e);
        }
    }

    private static String reason(Path file, Exception e) {
        boolean isKnown = e instanceof IllegalArgumentException;
        String why =
                isKnown ? e.getMessage() : "it cannot be read: " + e.getClass().getSimpleName();
        return why.startsWith(file.toString()) ? why : file + ": " + why;
    }
}
