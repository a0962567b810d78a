package io.butterfly.http.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Many clients write addresses as they are: {@code ?name=你好}, {@code ?x={"a":1}}, {@code 100%}. What cannot stand in an
 * address is encoded here, before Micronaut parses it, so that it is taken literally: every byte outside the allowed
 * characters, and each {@code %} that begins no escape.
 */
final class LiteralAddress extends ChannelInboundHandlerAdapter {
    private static final String ALLOWED = "-._~:/?@!$&'()*+,;=";
    private static final String HEX = "0123456789ABCDEF";

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && request.uri() != null) {
            request.setUri(encoded(request.uri()));
        }
        context.fireChannelRead(message);
    }

    /** @param address as Netty reads it: one character a byte */
    static String encoded(String address) {
        int from = address.startsWith("/") ? 0 : pathOf(address);
        StringBuilder changed = null;
        for (int i = from; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean stays = c == '%' ? isEscape(address, i) : isAllowed(c);
            if (!stays && changed == null) {
                changed = new StringBuilder(address.length() + 32).append(address, 0, i);
            }
            if (stays && changed != null) {
                changed.append(c);
            } else if (!stays) {
                changed.append('%').append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
            }
        }
        return changed == null ? address : changed.toString();
    }

    /** Where the path of {@code http://host/path} begins; what has none stays as it is. */
    private static int pathOf(String address) {
        int host = address.indexOf("://");
        int path = host < 0 ? -1 : address.indexOf('/', host + 3);
        return path < 0 ? address.length() : path;
    }

    private static boolean isAllowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ALLOWED.indexOf(c) >= 0;
    }

    private static boolean isEscape(String address, int at) {
        return at + 2 < address.length()
                && Character.digit(address.charAt(at + 1), 16) >= 0
                && Character.digit(address.charAt(at + 2), 16) >= 0;
    }
}
