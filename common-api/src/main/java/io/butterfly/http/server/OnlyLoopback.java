package io.butterfly.http.server;

import io.micronaut.context.exceptions.ConfigurationException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Lets a server without authentication listen on loopback only, whatever gave it its address: any other one ends the
 * start.
 */
final class OnlyLoopback extends ChannelOutboundHandlerAdapter {
    @Override
    public void bind(ChannelHandlerContext context, SocketAddress address, ChannelPromise promise) {
        if (address instanceof InetSocketAddress internet
                && (internet.isUnresolved() || !internet.getAddress().isLoopbackAddress())) {
            promise.setFailure(new ConfigurationException("refusing to listen on " + address
                    + ": there is no authentication; BUTTERFLY_ALLOW_ANONYMOUS=true says that the network around"
                    + " this process is closed"));
            return;
        }
        context.bind(address, promise);
    }
}
