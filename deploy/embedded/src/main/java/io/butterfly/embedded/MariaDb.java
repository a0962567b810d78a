package io.butterfly.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One MariaDB server with a single account, {@code butterfly}, that may do everything and has a password of its own.
 */
public final class MariaDb extends Server implements SharedDatabase {
    public static final String USER = MariaDbFiles.USER;

    private static final int PROTOCOL_VERSION = 10;

    /**
     * @param home its folder holds {@code data/} and {@code password}
     * @param bufferPool such as {@code 256M}
     * @param isDurable whether a commit is on disk when it is acknowledged; without it a commit still survives the
     *     death of the process, not that of the machine
     */
    public record Settings(ServerHome home, String bufferPool, boolean isDurable) {
        private MariaDbFiles files() {
            return new MariaDbFiles(Programs.mariaDb(), home.dir(), home.log());
        }
    }

    private final Settings settings;
    private final MariaDbFiles files;

    private MariaDb(Settings settings) {
        super(settings.home());
        this.settings = settings;
        this.files = settings.files();
    }

    /** For tests: it ends with this JVM. */
    public static MariaDb start(Path dir, int port) {
        return start(new Settings(ServerHome.forTests("mariadb", dir, port), "128M", false));
    }

    public static MariaDb start(Settings settings) {
        MariaDb server = new MariaDb(settings);
        server.launch();
        return server;
    }

    /** The account of the server with these settings, also before its first start. */
    public static String passwordOf(Settings settings) {
        return settings.files().password();
    }

    @Override
    void prepare() {
        files.createUnlessThere();
    }

    @Override
    List<String> line() {
        List<String> line = new ArrayList<>(files.serverLine(files.data()));
        line.addAll(List.of(
                "--bind-address=127.0.0.1",
                "--port=" + port(),
                "--socket=", // TCP only: the path of a socket may not be longer than 107 characters
                "--pid-file=" + settings.home().pidFile().path(),
                "--skip-ssl", // making a key takes seconds
                "--skip-name-resolve",
                "--max-connections=500",
                "--max-allowed-packet=64M",
                "--innodb-buffer-pool-size=" + settings.bufferPool(),
                "--innodb-flush-log-at-trx-commit=" + (settings.isDurable() ? 1 : 2)));
        return line;
    }

    /**
     * The first packet of a server that is ready begins with the version of the protocol; one that is not yet sends an
     * error or nothing.
     */
    @Override
    boolean isReady() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_TIMEOUT_MS);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            byte[] head = socket.getInputStream().readNBytes(5);
            return head.length == 5 && head[4] == PROTOCOL_VERSION;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:mysql://127.0.0.1:" + port() + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return files.password();
    }

    @Override
    public void createDatabase(String name) {
        if (!name.matches("[A-Za-z0-9_]{1,64}")) {
            throw new IllegalArgumentException("'" + name + "' is no name for a database");
        }
        run("create database if not exists `" + name + "` character set utf8mb4");
    }

    /** Through the bundled client; the password travels in the environment, where other users cannot read it. */
    private void run(String sql) {
        ProcessBuilder client = new ProcessBuilder(
                Programs.mariaDb().resolve("bin/mariadb").toString(),
                "--no-defaults",
                "--skip-ssl",
                "--protocol=tcp",
                "--host=127.0.0.1",
                "--port=" + port(),
                "--user=" + user(),
                "--execute=" + sql);
        client.environment().put("MYSQL_PWD", password());
        try {
            Process running = client.redirectErrorStream(true).start();
            String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IllegalStateException("the database refused \"" + sql + "\": " + output.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
