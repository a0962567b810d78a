package io.butterfly.http;

import io.butterfly.http.load.Load;
import io.butterfly.kernel.ReqId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.server.netty.NettyHttpRequest;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Reads who calls from a request. */
final class Callers {
    /** What may be an id: printable, no blanks; anything else is as good as absent. */
    private static final Pattern ID = Pattern.compile("[!-~]{1,255}");

    private Callers() {}

    static Caller of(HttpRequest<?> request) {
        String reqid = idOf(request, Caller.MESSAGE_HEADER, ReqId.next());
        String trace = idOf(request, Caller.TRACE_HEADER, reqid);
        String address =
                firstOf(request, request.getRemoteAddress().getAddress().getHostAddress(), "X-Real-IP");
        String user = firstOf(request, "-", "x_username", "x-username");
        return new Caller(reqid, address, user, trace, isConnected(request), Load.of(request));
    }

    private static String idOf(HttpRequest<?> request, String header, String otherwise) {
        String value = request.getHeaders().get(header);
        return value != null && ID.matcher(value).matches() ? value : otherwise;
    }

    private static String firstOf(HttpRequest<?> request, String otherwise, String... headers) {
        for (String header : headers) {
            String value = request.getHeaders().get(header);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return otherwise;
    }

    private static BooleanSupplier isConnected(HttpRequest<?> request) {
        return request instanceof NettyHttpRequest<?> netty
                ? netty.getChannelHandlerContext().channel()::isActive
                : () -> true;
    }
}
