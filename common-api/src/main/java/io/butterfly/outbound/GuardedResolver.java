package io.butterfly.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps forbidden addresses from every lookup of a process. A service names it in its own {@code META-INF/services}: a
 * program that only uses our client libraries looks up whatever it likes.
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

    /**
     * A name may have a link-local address beside its others, as many have in a local network; only those others are
     * seen.
     */
    static List<InetAddress> allowed(String host, List<InetAddress> addresses) throws UnknownHostException {
        List<InetAddress> allowed = addresses.stream()
                .filter(address -> !Outbound.rules().forbid(address))
                .toList();
        if (allowed.isEmpty() && !addresses.isEmpty()) {
            throw new ForbiddenAddress(host, addresses.getFirst());
        }
        return allowed;
    }

    @Override
    public String name() {
        return "butterfly-guarded";
    }
}
