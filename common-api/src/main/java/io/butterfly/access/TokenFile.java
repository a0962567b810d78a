package io.butterfly.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of a file, one a line. The file is read again when it has changed; one that cannot be read, or has a line
 * that cannot be understood, changes nothing: what it said before stays good, and the log says what is wrong with it.
 */
final class TokenFile {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);
    private static final long MOST_BYTES = 1 << 20;

    private final Path path;
    private volatile Contents contents;

    private record Contents(FileTime changedAt, long size, Map<String, TokenEntry> byHash) {}

    /** Throws IllegalArgumentException with one line when it cannot be read. */
    TokenFile(Path path) {
        this.path = path;
        this.contents = read();
    }

    Optional<TokenEntry> find(String hash) {
        return Optional.ofNullable(contents.byHash().get(hash));
    }

    /** Looks whether the file has changed. */
    void refresh() {
        try {
            Contents old = contents;
            if (!Files.getLastModifiedTime(path).equals(old.changedAt()) || Files.size(path) != old.size()) {
                contents = read();
                LOG.info("{} has changed: {} tokens", path, contents.byHash().size());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.error("the tokens stay as they were: {}", e.getMessage());
        }
    }

    private Contents read() {
        try {
            FileTime changedAt = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            if (size > MOST_BYTES) {
                throw new IllegalArgumentException(path + " has more than " + MOST_BYTES + " bytes");
            }
            return new Contents(changedAt, size, parse(Files.readAllLines(path)));
        } catch (IOException e) {
            throw new IllegalArgumentException("the token file " + path + " cannot be read: " + e, e);
        }
    }

    private Map<String, TokenEntry> parse(List<String> lines) {
        Map<String, TokenEntry> byHash = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                TokenEntry entry = TokenEntry.parse(line);
                if (byHash.put(entry.hash(), entry) != null) {
                    throw new IllegalArgumentException(entry.identity().name() + ": this token stands there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (i + 1) + " of " + path + ": " + e.getMessage(), e);
            }
        }
        return Map.copyOf(byHash);
    }
}
