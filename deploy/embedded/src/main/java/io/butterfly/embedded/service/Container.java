package io.butterfly.embedded.service;

import io.butterfly.kernel.ReqId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The memory limit of a container for a process outside of one: a control group where this machine lets us make one, as
 * root usually. Elsewhere a flag limits what Java takes, and the kernel enforces nothing.
 */
public final class Container implements AutoCloseable {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    private final int megabytes;
    private final Optional<Path> group;

    private Container(int megabytes, Optional<Path> group) {
        this.megabytes = megabytes;
        this.group = group;
    }

    public static Container of(int megabytes) {
        String name = "butterfly-" + ProcessHandle.current().pid() + "-" + ReqId.next();
        return new Container(
                megabytes,
                Stream.of(V1, V2)
                        .flatMap(parent -> group(parent.resolve(name), megabytes).stream())
                        .findFirst());
    }

    private static Optional<Path> group(Path folder, int megabytes) {
        try {
            Files.createDirectory(folder);
            Path v1 = folder.resolve("memory.limit_in_bytes");
            Path limit = Files.exists(v1) ? v1 : folder.resolve("memory.max");
            if (!Files.exists(limit)) {
                Files.delete(folder);
                return Optional.empty();
            }
            Files.writeString(limit, Long.toString((long) megabytes << 20));
            return Optional.of(folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Whether the kernel ends the process when it takes more. */
    public boolean isEnforced() {
        return group.isPresent();
    }

    List<String> flags() {
        Stream<String> limit = isEnforced() ? Stream.empty() : Stream.of("-XX:MaxRAM=" + megabytes + "m");
        return Stream.concat(ofTheImages(), limit).toList();
    }

    /** The Java flags of the images' entry point, except the class cache, which exists only in the image. */
    private static Stream<String> ofTheImages() {
        try {
            String dockerfile = Files.readString(ServiceModule.root().resolve("deploy/docker/Dockerfile"));
            String entry = dockerfile.substring(dockerfile.indexOf("\"java\"", dockerfile.indexOf("ENTRYPOINT")));
            return Pattern.compile("\"(-[^\"]+)\"")
                    .matcher(entry)
                    .results()
                    .map(flag -> flag.group(1))
                    .filter(flag -> !flag.equals("-jar") && !flag.startsWith("-XX:AOTCache"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command line that runs the given one inside this container. */
    List<String> inside(List<String> line) {
        return group.map(folder -> Stream.concat(
                                Stream.of(
                                        "sh",
                                        "-c",
                                        "echo $$ > " + folder.resolve("cgroup.procs") + " && exec \"$@\"",
                                        "sh"),
                                line.stream())
                        .toList())
                .orElse(line);
    }

    /** To be closed after its process has ended. */
    @Override
    public void close() {
        group.ifPresent(folder -> {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
