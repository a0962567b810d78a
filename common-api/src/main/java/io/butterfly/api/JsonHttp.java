package io.butterfly.api;

import io.butterfly.access.Credential;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** POSTs JSON to one of our services, by the JDK alone. Blocks; an interrupt closes the connection. */
public final class JsonHttp {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** No call of ours answers so much; without a limit a wrong address could fill this process. */
    private static final BodyLimit MAX_REPLY = BodyLimit.refuseAbove(64 << 20);

    private final URI service;
    private final Credential credential;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(Runnable::run) // bytes are gathered where they arrive: one thread less to wake for each answer
            .build();

    /** @param service its address, such as {@code http://127.0.0.1:8581} */
    public JsonHttp(URI service) {
        this(service, Credential.NONE);
    }

    /** @param credential what it shows there with each call */
    public JsonHttp(URI service, Credential credential) {
        this.service = service;
        this.credential = credential;
    }

    /** The reply's bytes; anything but a whole reply with HTTP 200 within the patience is an {@link IOException}. */
    public byte[] post(String path, Object body, Duration patience) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
        credential.authorization().ifPresent(value -> request.header("Authorization", value));
        WholeReply reply = WholeExchange.send(http, request.build(), patience, MAX_REPLY);
        if (reply.status() != 200) {
            throw new IOException(service + path + " answered HTTP " + reply.status());
        }
        return reply.body();
    }
}
