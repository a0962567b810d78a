package io.butterfly.standalone;

import io.butterfly.embedded.process.PidFile;
import io.butterfly.kernel.VirtualThreads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder of one set-up. Whoever holds its lock may use it; the lock ends with the process. */
final class DataFolder {
    private static final Set<String> DATABASES = Set.of("mariadb.pid", "redis.pid");
    private static final long FOR_THE_FIRST_START = 300L << 20;
    private static final long FOR_A_START = 100L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path root;
    private final FileChannel lock;

    private DataFolder(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates and locks the folder; throws {@link IllegalStateException} with one line when another launcher has it.
     */
    static DataFolder open(Path dir) throws IOException {
        createForItsOwnerOnly(dir);
        for (String part : List.of("run", "logs", "cache")) {
            Files.createDirectories(dir.resolve(part));
        }
        Path root = dir.toRealPath(); // one folder, one name: pid files are recognised by it
        Path lockFile = root.resolve("run/launcher.lock");
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            lock.close();
            throw new IllegalStateException(root + " is in use by another launcher (pid "
                    + Files.readString(lockFile).strip() + ")");
        }
        lock.truncate(0);
        lock.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return new DataFolder(root, lock);
    }

    /** Other users of the machine shall not read messages and logs. An existing folder keeps its rights. */
    private static void createForItsOwnerOnly(Path dir) throws IOException {
        if (Files.notExists(dir)) {
            Files.createDirectories(dir.toAbsolutePath().getParent());
            Files.createDirectory(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Ends what a killed launcher left running, services before databases. */
    void endLeftBehind() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("run"))) {
            Map<Boolean, List<Path>> pidFiles = files.filter(
                            file -> file.toString().endsWith(".pid"))
                    .collect(Collectors.partitioningBy(
                            file -> DATABASES.contains(file.getFileName().toString())));
            endAll(pidFiles.get(false));
            endAll(pidFiles.get(true));
        }
    }

    private static void endAll(List<Path> pidFiles) {
        try (VirtualThreads threads = new VirtualThreads("end-left-behind", PATIENCE)) {
            pidFiles.forEach(file -> threads.start(() -> new PidFile(file).endLeftBehind()));
        }
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    PidFile pidFile(String name) {
        return new PidFile(root.resolve("run/" + name + ".pid"));
    }

    Path log(String name) {
        return root.resolve("logs/" + name + ".log");
    }

    /** Throws {@link IllegalStateException} with one line when the databases would run out of space at once. */
    void requireSpace() throws IOException {
        long needed = Files.isDirectory(root.resolve("mariadb/data")) ? FOR_A_START : FOR_THE_FIRST_START;
        requireSpace(root, Files.getFileStore(root).getUsableSpace(), needed);
    }

    static void requireSpace(Path folder, long free, long needed) {
        if (free < needed) {
            throw new IllegalStateException(folder + " has " + (free >> 20) + " MB free, " + (needed >> 20)
                    + " MB are needed; --data names another folder");
        }
    }

    void writePorts(Map<String, Integer> ports) throws IOException {
        String lines = ports.entrySet().stream()
                .map(port -> port.getKey() + "=" + port.getValue() + "\n")
                .collect(Collectors.joining());
        Files.writeString(root.resolve("run/ports.properties"), lines);
    }

    /** Readable by its owner only, from before the first byte is in it. */
    void writeSecret(String relative, String text) throws IOException {
        Path file = root.resolve(relative);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }
}
