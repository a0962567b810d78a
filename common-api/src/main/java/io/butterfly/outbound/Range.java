package io.butterfly.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** All addresses that share their first bits, such as {@code 10.0.0.0/8}. */
public record Range(byte[] bytes, int bits) {
    private static final Pattern SPELLING =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    /**
     * Throws {@link IllegalArgumentException}, in words for a person; an address without a length is a range of one.
     */
    public static Range of(String text) {
        var spelled = SPELLING.matcher(text);
        try {
            if (spelled.matches()) {
                byte[] bytes =
                        InetAddress.getByName(spelled.group(1)).getAddress(); // it is no name: there is no lookup
                int bits = spelled.group(2) == null ? bytes.length * Byte.SIZE : Integer.parseInt(spelled.group(2));
                if (bits <= bytes.length * Byte.SIZE) {
                    return new Range(bytes, bits);
                }
            }
        } catch (UnknownHostException e) {
            // answered below
        }
        throw new IllegalArgumentException("'" + text + "' is no range of addresses such as 10.0.0.0/8 or fd00::/8");
    }

    /** Separated by commas or blanks. */
    static List<Range> list(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(one -> !one.isEmpty())
                .map(Range::of)
                .toList();
    }

    public boolean has(byte[] address) {
        if (address.length != bytes.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(bytes, 0, whole, address, 0, whole)
                && (rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
    }
}
