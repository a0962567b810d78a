package io.butterfly.http;

import io.butterfly.outbound.PeerList;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Who may say for whom a call is made, and which message it is: loopback, and what {@code butterfly.trusted-peers}
 * names, addresses, ranges as {@code 10.1.0.0/16}, and host names.
 */
@Singleton
public final class TrustedPeers {
    private final PeerList peers;

    public TrustedPeers(@Value("${butterfly.trusted-peers:}") List<String> peers) {
        try {
            this.peers = PeerList.of(peers);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("butterfly.trusted-peers: " + e.getMessage(), e);
        }
    }

    /** May ask a name server. */
    public boolean include(InetAddress peer) {
        return peer.isLoopbackAddress() || areNamed(peer);
    }

    /** Whether the setting names it: everyone on this machine comes from loopback. May ask a name server. */
    public boolean areNamed(InetAddress peer) {
        return peers.hasAddress(peer) || peers.names().stream().anyMatch(name -> hasAddress(name, peer));
    }

    /** As {@link #include}, without those that the setting has by name: it asks no name server. */
    public boolean includeByAddress(InetAddress peer) {
        return peer.isLoopbackAddress() || peers.hasAddress(peer);
    }

    private static boolean hasAddress(String name, InetAddress peer) {
        try {
            return List.of(InetAddress.getAllByName(name)).contains(peer);
        } catch (UnknownHostException e) {
            return false; // it does not run at the moment
        }
    }
}
