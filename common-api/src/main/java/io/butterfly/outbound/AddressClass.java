package io.butterfly.outbound;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Comparator;

/**
 * How far an address can be reached, from the widest to the closest. A redirect must not lead to a closer class than
 * the first call's.
 */
public enum AddressClass {
    PUBLIC,
    PRIVATE,
    LOOPBACK;

    public static AddressClass of(InetAddress address) {
        return Addresses.meant(address).stream()
                .map(bytes -> Addresses.isLoopback(bytes) ? LOOPBACK : Addresses.isPrivate(bytes) ? PRIVATE : PUBLIC)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The widest of a name's addresses: what the first call may count on. */
    public static AddressClass widest(Collection<InetAddress> addresses) {
        return addresses.stream()
                .map(AddressClass::of)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The closest of a name's addresses: where a redirect might lead. */
    public static AddressClass closest(Collection<InetAddress> addresses) {
        return addresses.stream()
                .map(AddressClass::of)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    public boolean isCloserThan(AddressClass other) {
        return compareTo(other) > 0;
    }
}
