package io.butterfly.http;

import io.butterfly.outbound.Range;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who may say for whom a call is made, and which message it is: loopback, and what {@code butterfly.trusted-peers}
 * names, addresses, ranges as {@code 10.1.0.0/16}, and host names.
 */
@Singleton
public final class TrustedPeers {
    private static final Pattern NAME = Pattern.compile("(?=.*[a-zA-Z])[a-zA-Z0-9_.-]+");

    private final List<Range> ranges = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    public TrustedPeers(@Value("${butterfly.trusted-peers:}") List<String> peers) {
        peers.stream().map(String::strip).filter(peer -> !peer.isEmpty()).forEach(peer -> {
            if (NAME.matcher(peer).matches()) {
                names.add(peer);
            } else {
                ranges.add(range(peer));
            }
        });
    }

    private static Range range(String text) {
        try {
            return Range.of(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("butterfly.trusted-peers: " + e.getMessage());
        }
    }

    /** May ask a name server. */
    public boolean include(InetAddress peer) {
        return peer.isLoopbackAddress() || areNamed(peer);
    }

    /** Whether the setting names it: everyone on this machine comes from loopback. May ask a name server. */
    public boolean areNamed(InetAddress peer) {
        return ranges.stream().anyMatch(range -> range.has(peer.getAddress()))
                || names.stream().anyMatch(name -> hasAddress(name, peer));
    }

    /** As {@link #include}, without those that the setting has by name: it asks no name server. */
    public boolean includeByAddress(InetAddress peer) {
        return peer.isLoopbackAddress() || ranges.stream().anyMatch(range -> range.has(peer.getAddress()));
    }

    private static boolean hasAddress(String name, InetAddress peer) {
        try {
            return List.of(InetAddress.getAllByName(name)).contains(peer);
        } catch (UnknownHostException e) {
            return false; // it does not run at the moment
        }
    }
}
