package io.butterfly.http.trace;

import io.butterfly.kernel.PollLoop;
import io.butterfly.outbound.BodyLimit;
import io.butterfly.outbound.WholeExchange;
import io.butterfly.outbound.WholeReply;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/**
 * Sends spans to a collector, some at a time, twice a second. Work never waits for it: what does not fit, and what the
 * collector does not take, is dropped and counted.
 */
@Singleton
public final class SpanExport {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 10_000;
    private static final int AT_ONCE = 500;
    private static final BodyLimit MOST_READ = BodyLimit.cutAt(1_000);

    private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Optional<URI> collector;
    private final List<String> headers;
    private final OtlpJson json;
    private final Counter dropped;
    private final Optional<HttpClient> http;
    private final Optional<PollLoop> loop;

    SpanExport(
            MeterRegistry registry,
            @Value("${micronaut.application.name}") String service,
            @Value("${otel.exporter.otlp.endpoint:}") String endpoint,
            @Value("${otel.exporter.otlp.headers:}") String headers) {
        this.collector = Optional.of(endpoint.strip())
                .filter(address -> !address.isEmpty())
                .map(address -> URI.create(address.replaceFirst("/+$", "") + "/v1/traces"));
        this.headers = Stream.of(headers.split(","))
                .filter(header -> header.contains("="))
                .flatMap(header -> Stream.of(header.split("=", 2)).map(String::strip))
                .toList();
        this.json = new OtlpJson(service, version());
        this.dropped = Counter.builder("butterfly.spans.dropped")
                .description("spans that were not sent because too many waited or the collector did not take them")
                .register(registry);
        this.http = collector.map(address -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build());
        this.loop = collector.map(address -> PollLoop.start("span-export", this::tick));
    }

    private static String version() {
        String packaged = SpanExport.class.getPackage().getImplementationVersion();
        return packaged == null ? "dev" : packaged;
    }

    /** Whether spans go anywhere: otherwise none need be made. */
    public boolean isOn() {
        return collector.isPresent();
    }

    /** Never waits. */
    public void add(Span span) {
        if (!waiting.offer(span)) {
            dropped.increment();
        }
    }

    Duration tick() throws IOException, InterruptedException {
        List<Span> some = new ArrayList<>();
        waiting.drainTo(some, AT_ONCE);
        if (!some.isEmpty()) {
            send(some);
        }
        return waiting.isEmpty() ? PAUSE : Duration.ZERO;
    }

    private void send(List<Span> spans) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(collector.orElseThrow())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.of(spans)));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        boolean isTaken = false;
        try {
            WholeReply answer = WholeExchange.send(http.orElseThrow(), request.build(), LIMIT, MOST_READ);
            isTaken = answer.status() < 300;
            if (!isTaken) {
                throw new IOException("the collector answers " + answer.status());
            }
        } finally {
            dropped.increment(isTaken ? 0 : spans.size());
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        loop.ifPresent(PollLoop::close);
        try {
            if (!waiting.isEmpty()) {
                tick();
            }
        } catch (IOException e) {
            waiting.clear(); // they are counted
        }
    }
}
