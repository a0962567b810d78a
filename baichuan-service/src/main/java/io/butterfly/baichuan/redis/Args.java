package io.butterfly.baichuan.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The values of a script call, in order. */
public final class Args {
    private final List<byte[]> values = new ArrayList<>();

    public static Args of(Object... values) {
        return new Args().add(values);
    }

    /** Bytes as they are, everything else as text. */
    public Args add(Object... more) {
        for (Object value : more) {
            values.add(value instanceof byte[] bytes ? bytes : value.toString().getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public Args copy() {
        Args copy = new Args();
        copy.values.addAll(values);
        return copy;
    }

    byte[][] toArray() {
        return values.toArray(byte[][]::new);
    }
}
