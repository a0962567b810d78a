package io.butterfly.gateway;

import io.micronaut.core.type.Argument;
import io.micronaut.core.type.MutableHeaders;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.ByteBodyHttpResponseWrapper;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBodyFactory;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.body.ResponseBodyWriter;
import java.io.OutputStream;
import java.util.OptionalLong;

/** A reply's body that is written as it comes, whatever its content type. */
record StreamedBody(CloseableByteBody bytes) {
    /** The response as it is, head and body; no header is added. */
    static final ResponseBodyWriter<StreamedBody> WRITER = new ResponseBodyWriter<>() {
        @Override
        public ByteBodyHttpResponse<?> write(
                ByteBodyFactory factory,
                HttpRequest<?> request,
                MutableHttpResponse<StreamedBody> response,
                Argument<StreamedBody> type,
                MediaType mediaType,
                StreamedBody body) {
            return ByteBodyHttpResponseWrapper.wrap(response, body.onDemand(factory));
        }

        @Override
        public CloseableByteBody writePiece(
                ByteBodyFactory factory,
                HttpRequest<?> request,
                HttpResponse<?> response,
                Argument<StreamedBody> type,
                MediaType mediaType,
                StreamedBody body) {
            return body.onDemand(factory);
        }

        @Override
        public void writeTo(
                Argument<StreamedBody> type,
                MediaType mediaType,
                StreamedBody body,
                MutableHeaders headers,
                OutputStream out) {
            throw new UnsupportedOperationException("a streamed body is written by the server");
        }
    };

    /**
     * The server's writer takes nothing before it asks for it; a body of the client would offer at once what has
     * already come.
     */
    private CloseableByteBody onDemand(ByteBodyFactory factory) {
        if (bytes instanceof AvailableByteBody) {
            return bytes;
        }
        OptionalLong length = bytes.expectedLength();
        return factory.adapt(bytes.toReadBufferPublisher(), length);
    }
}
