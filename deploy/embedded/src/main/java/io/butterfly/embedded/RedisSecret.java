package io.butterfly.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A configuration file that only its owner can read, with the server's password. It also takes CONFIG away, by which
 * whoever knows the password could write files as the server's user.
 */
record RedisSecret(Path file, String password) {
    private static final String PASSWORD = "requirepass ";

    /** Makes the file unless it is there. */
    static RedisSecret in(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            String password = Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(PASSWORD))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + PASSWORD.strip() + " in it"));
            return new RedisSecret(file, password.substring(PASSWORD.length()).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the password of Redis in " + file + " cannot be read", e);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, PASSWORD + HexFormat.of().formatHex(random) + "\nrename-command CONFIG \"\"\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
