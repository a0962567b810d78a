package io.butterfly.baichuan.redis.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    String text = Stream.concat(Stream.of(beginnings), Stream.of(verb)).map(Script::read).collect(Collectors.joining());
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
