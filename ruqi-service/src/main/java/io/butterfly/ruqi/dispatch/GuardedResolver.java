package io.butterfly.ruqi.dispatch;

import io.butterfly.http.access.Addresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every name this process looks up, at every dial: one that resolves to a forbidden address is not resolved. Looking before the dial would not
 * do, because a name server may answer differently a moment later. Found by {@code META-INF/services}.
 */
public final class GuardedResolver extends InetAddressResolverProvider {

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtin = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
        return allowed(host, builtin.lookupByName(host, policy).toList()).stream();
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtin.lookupByAddress(address);
      }
    };
  }

  static List<InetAddress> allowed(String host, List<InetAddress> addresses) throws UnknownHostException {
    for (InetAddress address : addresses) {
      if (Addresses.isForbidden(address)) {
        throw new UnknownHostException(host + " resolves to " + address.getHostAddress() + ", which jobs may not call");
      }
    }
    return addresses;
  }

  @Override
  public String name() {
    return "ruqi-guarded";
  }
}
