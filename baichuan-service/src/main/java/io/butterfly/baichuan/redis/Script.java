package io.butterfly.baichuan.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lua program and the digest Redis knows it by.
 *
 * @param text the program
 * @param digest SHA-1 of the text, lower-case hex
 */
public record Script(String text, String digest) {
    private static final Pattern LIBRARIES = Pattern.compile("(?m)^-- Libraries: (.+)$");

    /**
     * The file {@code lua/<name>.lua} of the class path, behind the libraries of {@code lua/lib} that its header lists:
     * Redis' Lua has no {@code require}.
     *
     * @param name such as {@code publish/create}
     */
    public static Script load(String name) {
        String entry = read(name);
        Matcher libraries = LIBRARIES.matcher(entry);
        StringBuilder text = new StringBuilder();
        if (libraries.find()) {
            for (String library : libraries.group(1).split(" ")) {
                text.append(read("lib/" + library)).append('\n');
            }
        }
        return of(text + entry);
    }

    private static Script of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Script(text, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String name) {
        String file = "/lua/" + name + ".lua";
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
