package io.butterfly.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The servers that the tests of this JVM share; started when first asked for, ended with the JVM. System properties say
 * which:
 *
 * <ul>
 *   <li>{@code butterfly.test.mysql.url} ({@code jdbc:mysql://host:port}), {@code butterfly.test.mysql.user},
 *       {@code butterfly.test.mysql.password}, {@code butterfly.test.redis.url}: servers that exist;
 *   <li>{@code butterfly.test.servers=containers}: Docker images;
 *   <li>otherwise the embedded ones, with their data under {@code butterfly.test.dir} ({@code target}).
 * </ul>
 */
public final class Servers {
    private static SharedDatabase database;
    private static SharedRedis redis;
    private static Path folder;
    /** Kept until the JVM ends: the collector closes an unreferenced channel, and its lock with it. */
    private static FileChannel lock;

    private Servers() {}

    public static synchronized SharedDatabase mariaDb() {
        if (database == null) {
            database = findDatabase();
        }
        return database;
    }

    private static SharedDatabase findDatabase() {
        String given = System.getProperty("butterfly.test.mysql.url", "");
        if (!given.isBlank()) {
            return new GivenDatabase(
                    given,
                    System.getProperty("butterfly.test.mysql.user", "root"),
                    System.getProperty("butterfly.test.mysql.password", ""));
        }
        if (isOnContainers()) {
            return Containers.mySql();
        }
        return MariaDb.start(folder().resolve("mariadb"), 0);
    }

    public static synchronized SharedRedis redis() {
        if (redis == null) {
            redis = findRedis();
        }
        return redis;
    }

    private static SharedRedis findRedis() {
        String given = System.getProperty("butterfly.test.redis.url", "");
        if (!given.isBlank()) {
            return () -> given;
        }
        if (isOnContainers()) {
            return Containers.redis();
        }
        return Redis.start(folder().resolve("redis"), 0);
    }

    private static boolean isOnContainers() {
        return "containers".equals(System.getProperty("butterfly.test.servers"));
    }

    /**
     * A folder that no other JVM uses: its lock ends with this JVM, and so do its servers. What an earlier one left in
     * it goes away.
     */
    private static Path folder() {
        for (int i = 1; folder == null; i++) {
            Path candidate = Path.of(System.getProperty("butterfly.test.dir", "target"), "servers-" + i)
                    .toAbsolutePath();
            if (isLocked(candidate)) {
                empty(candidate);
                folder = candidate;
            }
        }
        return folder;
    }

    private static boolean isLocked(Path candidate) {
        try {
            Files.createDirectories(candidate);
            FileChannel file =
                    FileChannel.open(candidate.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (file.tryLock() == null) {
                file.close();
                return false;
            }
            lock = file;
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path candidate) {
        try {
            Programs.delete(candidate.resolve("mariadb"));
            Programs.delete(candidate.resolve("redis"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
