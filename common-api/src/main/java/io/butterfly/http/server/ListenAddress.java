package io.butterfly.http.server;

import io.butterfly.access.Access;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The address that the server listens on. It is loopback, unless {@code butterfly.host} names another address and
 * callers must show who they are, or {@code butterfly.allow-anonymous} says that the network around this process is
 * closed. An empty host counts as none.
 */
@Singleton
final class ListenAddress implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
    private static final Logger LOG = LoggerFactory.getLogger(ListenAddress.class);
    private static final String LOOPBACK = "127.0.0.1";

    private final String wanted;
    private final boolean mayBeReached;

    ListenAddress(
            @Value("${butterfly.host:}") String wanted,
            @Value("${butterfly.allow-anonymous:false}") boolean isAnonymousAccepted,
            Access access) {
        this.wanted = wanted;
        this.mayBeReached = isAnonymousAccepted || access.isOn();
    }

    @Override
    public NettyHttpServerConfiguration onCreated(BeanCreatedEvent<NettyHttpServerConfiguration> event) {
        NettyHttpServerConfiguration server = event.getBean();
        server.setHost(choose(wanted.isBlank() ? server.getHost().orElse("") : wanted));
        return server;
    }

    private String choose(String host) {
        String address = host.isBlank() ? LOOPBACK : host.strip();
        if (mayBeReached || isLoopback(address)) {
            return address;
        }
        LOG.warn(
                "listening on {} instead of {}: no token is configured"
                        + " (BUTTERFLY_TOKENS_FILE, BUTTERFLY_ADMIN_TOKEN);"
                        + " BUTTERFLY_ALLOW_ANONYMOUS=true accepts that",
                LOOPBACK,
                address);
        return LOOPBACK;
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
