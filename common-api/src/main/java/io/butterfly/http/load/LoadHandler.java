package io.butterfly.http.load;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Counts the bodies that come in on one connection. The body of a refused request is read and dropped, so that its
 * client can go on with the same connection; the request itself goes on without it and is answered like any other.
 */
public final class LoadHandler extends ChannelDuplexHandler {
    private final BytesInFlight bytes;
    /** In the order in which they are answered; used by the connection's event loop only. */
    private final Deque<Load> unanswered = new ArrayDeque<>();

    private Load receiving;
    private long received;

    public LoadHandler(BytesInFlight bytes) {
        this.bytes = bytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            receiving = bytes.load();
            received = 0;
            unanswered.add(receiving);
            receiving.ofBody(HttpUtil.getContentLength(request, 0L));
            boolean isWhole =
                    request instanceof FullHttpRequest; // as one is that could not be read: nothing more comes
            context.fireChannelRead(isWhole ? request : new LoadedRequest(request, receiving));
        } else if (message instanceof HttpContent content && receiving != null) {
            received += content.content().readableBytes();
            receiving.ofBody(received);
            context.fireChannelRead(receiving.isRefused() ? dropped(content) : content);
        } else {
            context.fireChannelRead(message);
        }
    }

    private static HttpContent dropped(HttpContent content) {
        boolean isLast = content instanceof LastHttpContent;
        ReferenceCountUtil.release(content);
        return isLast ? LastHttpContent.EMPTY_LAST_CONTENT : new DefaultHttpContent(Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        boolean isPrelude = message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        Load load = message instanceof LastHttpContent && !isPrelude ? unanswered.poll() : null;
        if (load == null) {
            context.write(message, promise);
        } else if (load.isEmpty()) {
            load.letGo();
            context.write(message, promise);
        } else {
            context.write(message, promise.unvoid().addListener(written -> load.letGo()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        context.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        letGo();
    }

    private void letGo() {
        unanswered.forEach(Load::letGo);
        unanswered.clear();
    }
}
