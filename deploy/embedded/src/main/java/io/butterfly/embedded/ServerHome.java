package io.butterfly.embedded;

import io.butterfly.embedded.process.PidFile;
import io.butterfly.embedded.process.Ports;
import java.nio.file.Path;

/**
 * Where one server keeps its files and listens.
 *
 * @param name as people call it
 * @param dir for its data
 * @param port 0 for a free one
 * @param endsWithJvm whether it ends with this JVM, however that ends; if not, the next start ends what a killed JVM
 *     left running
 */
public record ServerHome(String name, Path dir, int port, PidFile pidFile, Path log, boolean endsWithJvm) {
    public ServerHome {
        dir = dir.toAbsolutePath().normalize();
        port = port == 0 ? Ports.free() : port;
    }

    /** For tests. */
    static ServerHome forTests(String name, Path dir, int port) {
        return new ServerHome(
                name, dir, port, new PidFile(dir.resolve(name + ".pid")), dir.resolve(name + ".log"), true);
    }
}
