package io.butterfly.ruqi.command;

import java.net.InetAddress;
import java.util.List;

/** Addresses that no job may call: link-local ones, among them every cloud's metadata service, and what is no host at all. */
public final class Addresses {
  /** Metadata services outside the link-local ranges: AWS over IPv6, Alibaba, Oracle. */
  private static final List<String> METADATA = List.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200", "192.0.0.192");

  private Addresses() {}

  public static boolean isForbidden(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || METADATA.contains(address.getHostAddress());
  }
}
