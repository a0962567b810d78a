package io.butterfly.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** A name leads to an address that may not be called. */
public final class ForbiddenAddress extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddress(String host, InetAddress address) {
        super(host + " has the address " + address.getHostAddress() + ", which may not be called");
    }
}
