package io.butterfly.http;

import io.butterfly.kernel.PollLoop;
import io.butterfly.outbound.PeerList;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may say for whom a call is made, and which message it is: loopback, and what {@code butterfly.trusted-peers}
 * names, addresses, ranges as {@code 10.1.0.0/16}, and host names. Names are looked up at the start and every few
 * seconds, never while a call waits.
 */
@Singleton
public final class TrustedPeers {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedPeers.class);
    private static final Duration LOOK = Duration.ofSeconds(15); // Java itself keeps an answer for up to 30 s
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final PeerList peers;
    private final Lookup lookup;
    private final Optional<PollLoop> loop;
    private volatile Set<InetAddress> named = Set.of();

    /** Asks for the addresses of a name. */
    @FunctionalInterface
    interface Lookup {
        List<InetAddress> of(String name) throws UnknownHostException;
    }

    @Inject
    public TrustedPeers(@Value("${butterfly.trusted-peers:}") List<String> peers) {
        this(peers, name -> List.of(InetAddress.getAllByName(name)));
    }

    TrustedPeers(List<String> peers, Lookup lookup) {
        try {
            this.peers = PeerList.of(peers);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("butterfly.trusted-peers: " + e.getMessage(), e);
        }
        this.lookup = lookup;
        this.loop = this.peers.names().isEmpty() ? Optional.empty() : Optional.of(looking());
    }

    /** Returns when the names have been looked up once, or the name server takes too long. */
    private PollLoop looking() {
        CountDownLatch first = new CountDownLatch(1);
        PollLoop looking = PollLoop.start("trusted-peers", () -> {
            Duration pause = look();
            first.countDown();
            return pause;
        });
        try {
            first.await(FIRST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return looking;
    }

    /** A name that is not known does not run at the moment: it has no addresses. */
    Duration look() {
        Set<InetAddress> found = new HashSet<>();
        for (String name : peers.names()) {
            try {
                found.addAll(lookup.of(name));
            } catch (UnknownHostException e) {
                LOG.debug("{} of butterfly.trusted-peers is not known", name);
            }
        }
        named = Set.copyOf(found);
        return LOOK;
    }

    public boolean include(InetAddress peer) {
        return peer.isLoopbackAddress() || areNamed(peer);
    }

    /** Whether the setting names it: everyone on this machine comes from loopback. */
    public boolean areNamed(InetAddress peer) {
        return peers.hasAddress(peer) || named.contains(peer);
    }

    @PreDestroy
    void stop() {
        loop.ifPresent(PollLoop::close);
    }
}
