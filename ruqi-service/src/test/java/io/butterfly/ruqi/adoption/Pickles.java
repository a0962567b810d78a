package io.butterfly.ruqi.adoption;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Job states as Python wrote them. */
final class Pickles {
    private static final Map<String, byte[]> ALL = read();

    private Pickles() {}

    private static Map<String, byte[]> read() {
        try (InputStream in = Pickles.class.getResourceAsStream("/pickles.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(parts -> parts[0] + " " + parts[1], parts -> Base64.getDecoder()
                            .decode(parts[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> names() {
        return ALL.keySet().stream().sorted();
    }

    static byte[] get(String name) {
        return ALL.get(name);
    }
}
