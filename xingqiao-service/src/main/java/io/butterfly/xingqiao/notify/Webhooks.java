package io.butterfly.xingqiao.notify;

import io.butterfly.api.Json;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.Outbound;
import io.butterfly.outbound.WholeExchange;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** POSTs jobs to other people's addresses. The limit of a call covers the look-up of its host and its whole reply. */
@Singleton
final class Webhooks implements AutoCloseable {
    private static final BodyLimit READ = BodyLimit.cutAt(1 << 10); // the status says it all

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
    private final VirtualThreads lookups = new VirtualThreads("notice-lookup", Duration.ZERO);

    NoticeResult post(Notice notice, URI url, String id, Duration limit) throws IOException, InterruptedException {
        if (!isLookedUp(url.getHost(), limit)) {
            return new NoticeResult.Failed(
                    "the address of " + url.getHost() + " was not found within " + limit.toSeconds() + " s");
        }
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("content-type", "application/json")
                .header("idempotency-key", id)
                .POST(BodyPublishers.ofByteArray(Json.bytes(notice.job())))
                .build();
        int status = WholeExchange.sendRepeatable(http, request, limit, READ).status();
        return status / 100 == 2 ? new NoticeResult.Done() : new NoticeResult.Failed(url + " answered " + status);
    }

    /** False when it takes too long. Throws when there is no such host, or when it may not be called. */
    private boolean isLookedUp(String host, Duration limit) throws IOException, InterruptedException {
        Future<List<InetAddress>> addresses = lookups.executor().submit(() -> Outbound.addresses(host));
        try {
            addresses.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            addresses.cancel(true);
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    @Override
    @PreDestroy
    public void close() {
        lookups.close();
        http.shutdownNow();
    }
}
