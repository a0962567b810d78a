package io.butterfly.baichuan.redis;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Why a message failed, as {@code exc_info} has it: compressed UTF-8. */
public final class Zlib {
    private static final int MOST = 1 << 20;
    private static final byte[] NOTHING = {};

    private Zlib() {}

    public static byte[] write(String text) {
        if (text.isEmpty()) {
            return NOTHING;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The first megabyte of the text; what is not compressed is taken as it is. */
    public static String read(byte[] compressed) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            return new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return new String(compressed, StandardCharsets.UTF_8);
        }
    }
}
