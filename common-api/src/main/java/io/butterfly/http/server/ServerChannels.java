package io.butterfly.http.server;

import io.butterfly.access.Access;
import io.butterfly.http.load.BytesInFlight;
import io.butterfly.http.load.LoadHandler;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;

/** Adds our handlers to the server's channels: to the one that listens, and to every connection. */
@Singleton
final class ServerChannels implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final boolean mayBeReached;
    private final BytesInFlight bytes;

    ServerChannels(
            @Value("${butterfly.allow-anonymous:false}") boolean isAnonymousAccepted,
            Access access,
            BytesInFlight bytes) {
        this.bytes = bytes;
        this.mayBeReached = isAnonymousAccepted || access.isOn();
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new Listening());
        return event.getBean();
    }

    private final class Listening implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
            if (role == ChannelRole.LISTENER && !mayBeReached) {
                channel.pipeline().addLast(new OnlyLoopback());
            }
            return role == ChannelRole.CONNECTION ? new Connected(channel, bytes) : this;
        }
    }

    private record Connected(Channel channel, BytesInFlight bytes) implements NettyServerCustomizer {
        @Override
        public void onStreamPipelineBuilt() {
            if (channel.pipeline().get(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC) != null) {
                channel.pipeline()
                        .addAfter(
                                ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC,
                                "literal-address",
                                new LiteralAddress());
                channel.pipeline().addAfter("literal-address", "load", new LoadHandler(bytes));
            }
        }
    }
}
