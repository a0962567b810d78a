package io.butterfly.http.load;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;

/** A request's head as it was read, with what the request has taken of the budget. */
final class LoadedRequest extends DefaultHttpRequest {
    private final transient Load load;

    LoadedRequest(HttpRequest request, Load load) {
        super(request.protocolVersion(), request.method(), request.uri(), request.headers());
        setDecoderResult(request.decoderResult());
        if (load.isRefused()) { // less will come than its head says
            HttpUtil.setTransferEncodingChunked(this, true);
        }
        this.load = load;
    }

    Load load() {
        return load;
    }
}
