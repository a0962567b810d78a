package io.butterfly.http.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Addresses that nothing of ours may call for anybody: link-local ones, among them every cloud's metadata service, and what is no host at all. */
public final class Addresses {
  /** Metadata services outside the link-local ranges: AWS over IPv6, Alibaba, Oracle. */
  private static final List<String> METADATA = List.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  /** What the address parser takes without asking a name server: dotted and plain numbers, hex, IPv6 in brackets. */
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+|0[xX][0-9a-fA-FxX.]+");

  private Addresses() {}

  public static boolean isForbidden(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || METADATA.contains(address.getHostAddress());
  }

  /** Whether a URL's host is such an address, spelled out; a name is not looked up. Throws when it can be no address. */
  public static boolean isForbidden(String host) throws UnknownHostException {
    return LITERAL.matcher(host).matches() && isForbidden(InetAddress.getByName(host));
  }
}
