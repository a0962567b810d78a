package io.butterfly.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A data folder and the password of its only account. Both are made at the first start. The folder is filled under
 * another name and renamed once at the end, so that a first start that is killed is simply repeated.
 */
final class MariaDbFiles {
    static final String USER = "butterfly";

    /** What {@code mariadb-install-db} runs, without help texts and the sys schema: 0.6 s instead of several. */
    private static final List<String> SYSTEM_TABLES =
            List.of("mariadb_system_tables.sql", "mariadb_performance_tables.sql", "mariadb_system_tables_data.sql");

    private final Path program;
    private final Path dir;
    private final Path log;

    MariaDbFiles(Path program, Path dir, Path log) {
        this.program = program;
        this.dir = dir;
        this.log = log;
    }

    Path data() {
        return dir.resolve("data");
    }

    /** Exists before the database does, so that a client can be configured before the first start. */
    String password() {
        Path file = dir.resolve("password");
        try {
            if (!Files.isDirectory(data()) && !Files.exists(file)) {
                Files.createDirectories(dir);
                writePassword(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the password of the database in " + dir + " cannot be read", e);
        }
    }

    private static void writePassword(Path file) throws IOException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        Path fresh = file.resolveSibling("password.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void createUnlessThere() {
        if (Files.isDirectory(data())) {
            return;
        }
        Path fresh = dir.resolve("data.new");
        try {
            Files.createDirectories(dir);
            Programs.delete(fresh);
            Files.createDirectory(fresh);
            bootstrap(fresh);
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create a database in " + dir, e);
        }
    }

    private void bootstrap(Path folder) throws IOException {
        List<String> line = new ArrayList<>(serverLine(folder));
        line.addAll(List.of("--bootstrap", "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M"));
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try (OutputStream sql = process.getOutputStream()) {
            writeSystemTables(sql);
            writeAccount(sql);
        }
        try {
            if (process.waitFor() != 0) {
                throw new IOException("mariadbd --bootstrap ended with code " + process.exitValue() + "; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What every start of the program needs, bootstrap or not. */
    List<String> serverLine(Path folder) {
        List<String> line = new ArrayList<>(List.of(
                program.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--basedir=" + program,
                "--lc-messages-dir=" + program.resolve("share"),
                "--datadir=" + folder,
                "--tmpdir=" + folder,
                "--character-set-server=utf8mb4",
                "--innodb-undo-tablespaces=0",
                "--innodb-log-file-size=64M",
                "--log-warnings=1"));
        if ("root".equals(System.getProperty("user.name"))) {
            line.add("--user=root"); // without this it refuses to run as root
        }
        return line;
    }

    private void writeSystemTables(OutputStream sql) throws IOException {
        write(sql, "create database mysql;\nuse mysql;\nset @auth_root_socket = null;\n");
        for (String script : SYSTEM_TABLES) {
            Files.copy(program.resolve("share").resolve(script), sql);
        }
    }

    /**
     * One account with a password replaces root and whatever else the scripts made; mariadb.sys is locked and only owns
     * views.
     */
    private void writeAccount(OutputStream sql) throws IOException {
        write(sql, """

        delete from mysql.global_priv where user <> 'mariadb.sys';
        delete from mysql.proxies_priv;
        flush privileges;
        create user '%1$s'@'127.0.0.1' identified by '%2$s';
        grant all privileges on *.* to '%1$s'@'127.0.0.1' with grant option;
        """.formatted(USER, password()));
    }

    private static void write(OutputStream to, String text) throws IOException {
        to.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
