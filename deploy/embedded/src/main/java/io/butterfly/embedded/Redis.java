package io.butterfly.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One Redis server. It evicts nothing: when memory is short, writes are refused. */
public final class Redis extends Server implements SharedRedis {
    /** What survives when the process dies. */
    public enum Persistence {
        /** Every acknowledged write. */
        ALWAYS,
        /** All but the last second of a machine that lost its power; everything when only the process died. */
        EVERY_SECOND,
        /** Nothing. */
        NONE
    }

    /**
     * What it keeps, and where.
     *
     * @param options further ones of the command line
     * @param secret with the password that it asks for, if it asks for one
     */
    public record Settings(ServerHome home, Persistence persistence, List<String> options, Optional<Path> secret) {
        public Settings(ServerHome home, Persistence persistence) {
            this(home, persistence, List.of(), Optional.empty());
        }

        /** For tests: it ends with this JVM. */
        public static Settings in(Path dir, int port, Persistence persistence) {
            return new Settings(ServerHome.forTests("redis", dir, port), persistence);
        }

        public Settings with(String... more) {
            return new Settings(home, persistence, List.of(more), secret);
        }

        /** It asks for the password of this configuration file, which is made unless it is there. */
        public Settings guardedBy(Path file) {
            return new Settings(home, persistence, options, Optional.of(file));
        }

        /** Where such a server is, or will be, with its password. */
        public String url() {
            return url(home.port());
        }

        private String url(int port) {
            String credentials = secret.map(file -> ":" + RedisSecret.in(file).password() + "@")
                    .orElse("");
            return "redis://" + credentials + "127.0.0.1:" + port + "/0";
        }
    }

    private final Settings settings;

    private Redis(Settings settings) {
        super(settings.home());
        this.settings = settings;
    }

    /** For tests: a server that survives {@link #kill} with all its data. */
    public static Redis start(Path dir, int port) {
        return start(Settings.in(dir, port, Persistence.EVERY_SECOND));
    }

    public static Redis start(Settings settings) {
        Redis redis = new Redis(settings);
        redis.launch();
        return redis;
    }

    /** The executable. */
    public static Path program() {
        return Programs.redisServer();
    }

    @Override
    void prepare() {
        try {
            Files.createDirectories(settings.home().dir());
            Files.setPosixFilePermissions(settings.home().dir(), PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    List<String> line() {
        List<String> line = new ArrayList<>(List.of(Programs.redisServer().toString()));
        settings.secret()
                .ifPresent(file -> line.add(
                        RedisSecret.in(file).file().toString())); // every user of the machine can read a command line
        line.addAll(List.of(
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port()),
                "--dir",
                settings.home().dir().toString(),
                "--pidfile",
                settings.home().pidFile().path().toString(),
                "--set-proc-title",
                "no", // the title would hide the pid file's name
                "--maxmemory-policy",
                "noeviction",
                "--save",
                "",
                "--appendonly",
                settings.persistence() == Persistence.NONE ? "no" : "yes"));
        if (settings.persistence() == Persistence.ALWAYS) {
            line.addAll(List.of("--appendfsync", "always"));
        }
        line.addAll(settings.options());
        return line;
    }

    /** It answers LOADING while it reads its file. */
    @Override
    boolean isReady() {
        String login = settings.secret()
                .map(file -> "AUTH " + RedisSecret.in(file).password() + "\r\n")
                .orElse("");
        return ask(port(), login + "PING").contains("+PONG");
    }

    /**
     * What a Redis on this machine answers to a command of words, as it is on the wire; empty when there is no answer.
     */
    public static String ask(int port, String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PROBE_TIMEOUT_MS);
            socket.setSoTimeout(PROBE_TIMEOUT_MS);
            socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String url() {
        return settings.url(port());
    }
}
