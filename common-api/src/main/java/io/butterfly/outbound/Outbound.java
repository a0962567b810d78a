package io.butterfly.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is asked before this service calls an address that a user gave. See the package's text. */
public final class Outbound {
    /** What the address parser takes without asking a name server: dotted and plain numbers, hex, IPv6 in brackets. */
    private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+|0[xX][0-9a-fA-FxX.]+");

    private static volatile OutboundRules rules;

    private Outbound() {}

    /**
     * Reads the settings, once. Throws {@link IllegalArgumentException} that names the one that cannot be understood.
     */
    public static void configure() {
        rules();
    }

    static OutboundRules rules() {
        if (rules == null) {
            rules = OutboundRules.of(setting("BUTTERFLY_OUTBOUND_ALLOW"), setting("BUTTERFLY_OUTBOUND_DENY"));
        }
        return rules;
    }

    /** For tests. */
    static void use(OutboundRules others) {
        rules = others;
    }

    /** Not by the framework: the first name may be looked up before there is one. */
    private static String setting(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }

    /** Why a URL's host may not be called, in words, when it is an address spelled out. A name is not looked up. */
    public static Optional<String> objection(String host) {
        if (!LITERAL.matcher(host).matches()) {
            return Optional.empty();
        }
        try {
            return rules().refuse(InetAddress.getByName(host))
                    ? Optional.of("the address " + host + " may not be called")
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("there is no address " + host);
        }
    }

    /**
     * The addresses of a URL's host. May take as long as a name server does.
     *
     * @throws ForbiddenAddress when one of them may not be called
     * @throws UnknownHostException when there is no such host
     */
    public static List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
        for (InetAddress address : addresses) {
            if (rules().refuse(address)) {
                throw new ForbiddenAddress(host, address);
            }
        }
        return addresses;
    }
}
