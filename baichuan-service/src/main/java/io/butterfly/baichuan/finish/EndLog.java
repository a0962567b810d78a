package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.http.log.AccessEntry;
import io.butterfly.http.log.AccessLog;
import io.butterfly.http.trace.Span;
import io.butterfly.http.trace.SpanExport;
import io.butterfly.kernel.TraceParent;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives messages that have ended to the access log, and to their traces. */
@Singleton
final class EndLog {
    private static final String NONE = "-";

    private final AccessLog log;
    private final SpanExport spans;
    private final Clock clock;

    EndLog(AccessLog log, SpanExport spans, Clock clock) {
        this.spans = spans;
        this.log = log;
        this.clock = clock;
    }

    void add(List<Ended> ended) {
        if (log.takesMessages()) {
            ended.forEach(message -> log.add(entry(message)));
        }
        if (spans.isOn()) {
            ended.forEach(message -> spans.add(span(message)));
        }
    }

    private Span span(Ended message) {
        Ended.LastRun run = message.lastRun();
        Duration took = Duration.ofNanos((long) (run.cost() * 1e9));
        String stat = message.verdict().stat();
        return new Span(
                new Span.Ids(
                        TraceParent.trace(message.links().traceId()), TraceParent.span(message.id()), Optional.empty()),
                "QUEUE " + message.handler(),
                Span.Kind.CONSUMER,
                clock.instant().minus(took),
                took,
                message.isFailed() ? Optional.of(stat) : Optional.empty(),
                Map.of("task_id", message.id(), "stat", stat, "worker", run.worker(), "attempt", "" + run.attempt()));
    }

    private AccessEntry entry(Ended message) {
        Ended.LastRun run = message.lastRun();
        return new AccessEntry(
                clock.instant(),
                NONE,
                new AccessEntry.Who(NONE, message.id(), message.links().traceId(), NONE),
                AccessEntry.QUEUE,
                message.handler(),
                Duration.ofNanos((long) (run.cost() * 1e9)),
                new AccessEntry.How(
                        message.verdict().stat(),
                        message.verdict().exception(),
                        "worker=" + run.worker() + ";attempt=" + run.attempt()),
                "");
    }
}
