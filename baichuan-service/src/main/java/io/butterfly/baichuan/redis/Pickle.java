package io.butterfly.baichuan.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The part of Python's pickle that results are stored in: one byte string. Writing is protocol 2, as the Python service
 * does; reading also takes unicode strings, memo marks and newer protocols, and plain text when it is no pickle at all.
 * Nothing is ever executed.
 */
public final class Pickle {
    private static final int PROTOCOL = 0x80;
    private static final int SHORT = 255;

    private Pickle() {}

    public static byte[] write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean isShort = bytes.length <= SHORT;
        ByteBuffer out = ByteBuffer.allocate(bytes.length + (isShort ? 5 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) PROTOCOL).put((byte) 2);
        if (isShort) {
            out.put((byte) 'U').put((byte) bytes.length);
        } else {
            out.put((byte) 'T').putInt(bytes.length);
        }
        return out.put(bytes).put((byte) '.').array();
    }

    /**
     * The text, empty for {@code None}; throws {@link IllegalArgumentException} when the pickle holds anything else.
     */
    public static String read(byte[] pickled) {
        if (pickled.length == 0 || (pickled[0] & 0xff) != PROTOCOL) {
            return new String(pickled, StandardCharsets.UTF_8);
        }
        ByteBuffer in = ByteBuffer.wrap(pickled).order(ByteOrder.LITTLE_ENDIAN);
        try {
            return read(in);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("not a pickled text", e);
        }
    }

    private static String read(ByteBuffer in) {
        String text = "";
        while (true) {
            int opcode = in.get() & 0xff;
            switch (opcode) {
                case PROTOCOL -> in.get();
                case 0x95 -> in.getLong(); // the length of a frame
                case 'U', 'C', 0x8c -> text = text(in, in.get() & 0xff);
                case 'T', 'B', 'X' -> text = text(in, in.getInt());
                case 0x8d, 0x8e -> text = text(in, Math.toIntExact(in.getLong()));
                case 'N' -> text = "";
                case 'q' -> in.get();
                case 'r' -> in.getInt();
                case 0x94 -> {} // remember the last value: there is only one
                case '.' -> {
                    return text;
                }
                default -> throw new IllegalArgumentException("opcode " + opcode);
            }
        }
    }

    private static String text(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new IllegalArgumentException("cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
