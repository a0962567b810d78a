package io.butterfly.embedded;

import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import java.nio.file.Path;

/**
 * Where a server lives.
 *
 * @param name as people call it
 * @param dir for its data
 * @param port 0 for a free one
 * @param isLeashed whether it ends with this JVM, however that ends; if not, the next start ends what a killed JVM left
 *     behind
 */
public record Place(String name, Path dir, int port, PidFile pidFile, Path log, boolean isLeashed) {
    public Place {
        dir = dir.toAbsolutePath().normalize();
        port = port == 0 ? Ports.free() : port;
    }

    /** For tests. */
    static Place leashed(String name, Path dir, int port) {
        return new Place(name, dir, port, new PidFile(dir.resolve(name + ".pid")), dir.resolve(name + ".log"), true);
    }
}
