package io.butterfly.outbound;

import java.net.InetAddress;
import java.util.List;

/**
 * Which addresses may be called.
 *
 * @param allow may be called, whatever else says
 * @param deny may not be called, beside those that are forbidden anyway
 */
record OutboundRules(List<Range> allow, List<Range> deny) {

    /** Throws {@link IllegalArgumentException} that names the setting. */
    static OutboundRules of(String allow, String deny) {
        return new OutboundRules(ranges("BUTTERFLY_OUTBOUND_ALLOW", allow), ranges("BUTTERFLY_OUTBOUND_DENY", deny));
    }

    private static List<Range> ranges(String setting, String text) {
        try {
            return Range.list(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the setting " + setting + ": " + e.getMessage());
        }
    }

    /** Whether nothing in this process may call it for anybody. */
    boolean forbid(InetAddress address) {
        return Addresses.meant(address).stream()
                .anyMatch(bytes -> Addresses.isForbidden(bytes) && !Addresses.isIn(allow, bytes));
    }

    /** Whether it is forbidden, or denied to calls on behalf of a user. */
    boolean refuse(InetAddress address) {
        return forbid(address)
                || Addresses.meant(address).stream()
                        .anyMatch(bytes -> Addresses.isIn(deny, bytes) && !Addresses.isIn(allow, bytes));
    }
}
