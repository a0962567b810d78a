package io.butterfly.notices.send;

import io.butterfly.notices.rules.SinkSettings.Webhook;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.Outbound;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;

/** POSTs to addresses that the file names. */
final class Webhooks implements AutoCloseable {
    private static final BodyLimit READ = BodyLimit.cutAt(16 << 10);

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** @param clock the machine's: vendors refuse signatures of another time */
    Webhooks(Clock clock) {
        this.clock = clock;
    }

    void post(Webhook hook, NoticeText text, Duration limit) throws SinkFailed, InterruptedException {
        WholeReply reply;
        try {
            Outbound.addresses(hook.host());
            WebhookCall call = WebhookCall.of(hook, text, clock.instant());
            HttpRequest request = HttpRequest.newBuilder(call.address())
                    .header("content-type", "application/json; charset=utf-8")
                    .header("idempotency-key", text.id())
                    .POST(BodyPublishers.ofByteArray(call.body()))
                    .build();
            reply = WholeExchange.send(http, request, limit, READ);
        } catch (IOException e) {
            throw new SinkFailed(hook.host() + ": " + reason(e));
        }
        var objection = WebhookAnswer.objection(hook.preset(), reply.status(), reply.text());
        if (objection.isPresent()) {
            throw new SinkFailed(hook.host() + ": " + objection.get());
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
