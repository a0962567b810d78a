package io.butterfly.ruqi.history;

import io.butterfly.http.trace.Span;
import io.butterfly.http.trace.SpanExport;
import io.butterfly.kernel.TraceParent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes a span of each try of a firing that has an outcome. */
@Singleton
final class FiringSpans {
    private final Optional<SpanExport> export;

    /** @param export empty for code that runs outside of a service */
    FiringSpans(Optional<SpanExport> export) {
        this.export = export.filter(SpanExport::isOn);
    }

    void ended(List<Outcome> outcomes) {
        export.ifPresent(to -> outcomes.forEach(outcome -> to.add(span(outcome))));
    }

    private static Span span(Outcome outcome) {
        Firing firing = outcome.firing();
        boolean isError = outcome.how() == Status.FAILED || outcome.how() == Status.LOST;
        return new Span(
                new Span.Ids(TraceParent.trace(firing.traceId()), TraceParent.span(firing.part()), Optional.empty()),
                "firing " + firing.kind().name().toLowerCase(Locale.ROOT),
                Span.Kind.INTERNAL,
                outcome.startedAt(),
                Duration.between(outcome.startedAt(), outcome.endedAt()),
                isError ? Optional.of(outcome.reason().orElse(outcome.how().word())) : Optional.empty(),
                Map.of("firing_id", firing.id(), "job_id", firing.jobId(), "job_name", firing.jobName()));
    }
}
