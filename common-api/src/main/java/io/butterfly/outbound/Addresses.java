package io.butterfly.outbound;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What an address's bytes say. */
final class Addresses {
    private static final int IPV4 = 4;
    private static final int SIX_TO_FOUR_AT = 2;

    /**
     * IPv6 that carries an IPv4 address in its last four bytes: IPv4-compatible, -mapped, -translated, NAT64, a
     * network's own NAT64.
     */
    private static final List<Range> CARRIES_IPV4 = Range.list("::/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48");

    private static final Range MAPPED =
            new Range(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96); // as text it would be IPv4
    private static final Range SIX_TO_FOUR = Range.of("2002::/16");
    private static final Range TEREDO = Range.of("2001::/32");

    /**
     * Link-local, multicast and unspecified ones, broadcast, and what metadata services have elsewhere: Azure, Alibaba,
     * Oracle, AWS over IPv6 and in its Kubernetes.
     */
    private static final List<Range> FORBIDDEN = Range.list("""
      169.254.0.0/16 fe80::/10 224.0.0.0/4 ff00::/8 0.0.0.0/8 ::/128 255.255.255.255
      168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::254 fd00:ec2::23""");

    private static final List<Range> LOOPBACK = Range.list("127.0.0.0/8 ::1 0.0.0.0/8 ::/128");
    private static final List<Range> PRIVATE = Range.list("""
      10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 169.254.0.0/16 192.0.0.0/24 198.18.0.0/15
      fc00::/7 fe80::/10 fec0::/10 64:ff9b:1::/48 168.63.129.16""");

    private Addresses() {}

    static boolean isForbidden(byte[] address) {
        return isIn(FORBIDDEN, address);
    }

    static boolean isLoopback(byte[] address) {
        return isIn(LOOPBACK, address);
    }

    static boolean isPrivate(byte[] address) {
        return isIn(PRIVATE, address);
    }

    static boolean isIn(List<Range> ranges, byte[] address) {
        return ranges.stream().anyMatch(range -> range.has(address));
    }

    /** The address itself and the one inside it, if there is one: both must be allowed. */
    static List<byte[]> meant(InetAddress address) {
        byte[] bytes = address.getAddress();
        return carried(bytes).map(ipv4 -> List.of(bytes, ipv4)).orElse(List.of(bytes));
    }

    private static Optional<byte[]> carried(byte[] bytes) {
        if (LOOPBACK.stream().anyMatch(range -> range.has(bytes))) {
            return Optional.empty(); // ::1 is not 0.0.0.1
        }
        if (SIX_TO_FOUR.has(bytes)) {
            return Optional.of(Arrays.copyOfRange(bytes, SIX_TO_FOUR_AT, SIX_TO_FOUR_AT + IPV4));
        }
        if (TEREDO.has(bytes)) {
            byte[] last = last(bytes);
            for (int i = 0; i < last.length; i++) {
                last[i] = (byte) ~last[i];
            }
            return Optional.of(last);
        }
        return MAPPED.has(bytes) || isIn(CARRIES_IPV4, bytes) ? Optional.of(last(bytes)) : Optional.empty();
    }

    private static byte[] last(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length - IPV4, bytes.length);
    }
}
