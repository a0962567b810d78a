package io.butterfly.ruqi.job;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Unique ids: 32 hex digits, the first twelve the time in milliseconds, so that they are inserted in the order of an
 * index.
 */
public final class Uid {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int TIME_DIGITS = 12;

    private Uid() {}

    public static String next(Instant now) {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        return HEX.toHexDigits(now.toEpochMilli(), TIME_DIGITS) + HEX.formatHex(random);
    }
}
