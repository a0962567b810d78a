package io.butterfly.kernel;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Request ids: 16 upper-case hex digits, opaque and unique. */
public final class ReqId {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final SecureRandom RANDOM = new SecureRandom();

    private ReqId() {}

    public static String next() {
        return HEX.toHexDigits(RANDOM.nextLong());
    }
}
