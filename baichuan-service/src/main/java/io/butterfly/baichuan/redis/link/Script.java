package io.butterfly.baichuan.redis.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Lua program and the digest Redis knows it by.
 *
 * @param text the program
 * @param digest SHA-1 of the text, lower-case hex
 */
public record Script(String text, String digest) {

    /** The file {@code lua/<verb>.lua} of the class path; the files of its beginnings, in order, come before it. */
    public static Script load(String verb, String... beginnings) {
        return of(Stream.concat(Stream.of(beginnings), Stream.of(verb))
                .map(Script::read)
                .collect(Collectors.joining()));
    }

    /**
     * A script of scripts: {@code lua/<verb>.lua} calls each of the steps, which are there as functions of keys and
     * values. One server can do in one go what takes a call each on a cluster, where hash and index live in different
     * places.
     *
     * @param steps a script each: its beginnings, and its verb, which is the name of the function
     */
    @SafeVarargs
    public static Script ofSteps(String verb, List<String>... steps) {
        StringBuilder text = new StringBuilder();
        for (List<String> step : steps) {
            text.append("local ").append(step.getLast()).append(" = function(KEYS, ARGV)\n");
            step.forEach(file -> text.append(read(file)));
            text.append("end\n");
        }
        return of(text + read(verb));
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
