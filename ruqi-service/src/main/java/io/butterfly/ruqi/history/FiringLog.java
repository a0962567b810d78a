package io.butterfly.ruqi.history;

import io.butterfly.http.log.AccessEntry;
import io.butterfly.http.log.AccessLog;
import io.butterfly.http.trace.Span;
import io.butterfly.http.trace.SpanExport;
import io.butterfly.kernel.TraceParent;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives each try of a firing that has an outcome to the access log, and to its trace. */
@Singleton
final class FiringLog {
    private static final String METHOD = "FIRING";
    private static final String NONE = "-";

    private final Optional<AccessLog> log;
    private final Optional<SpanExport> spans;

    /** Both are empty for code that runs outside of a service. */
    FiringLog(Optional<AccessLog> log, Optional<SpanExport> spans) {
        this.log = log.filter(AccessLog::takesMessages);
        this.spans = spans.filter(SpanExport::isOn);
    }

    void ended(List<Outcome> outcomes) {
        log.ifPresent(to -> outcomes.forEach(outcome -> to.add(entry(outcome))));
        spans.ifPresent(to -> outcomes.forEach(outcome -> to.add(span(outcome))));
    }

    /** The command may have secrets in it, so the job stands for it. */
    private static AccessEntry entry(Outcome outcome) {
        Firing firing = outcome.firing();
        return new AccessEntry(
                outcome.endedAt(),
                NONE,
                new AccessEntry.Who(NONE, firing.dispatchId(), firing.traceId(), NONE),
                METHOD,
                firing.jobId(),
                outcome.cost(),
                new AccessEntry.How(
                        outcome.how().word(),
                        outcome.reason().orElse(""),
                        "kind=" + firing.kind().word() + ";attempt=" + firing.attempt()),
                "");
    }

    private static Span span(Outcome outcome) {
        Firing firing = outcome.firing();
        boolean isError = outcome.how() == Status.FAILED || outcome.how() == Status.LOST;
        return new Span(
                new Span.Ids(TraceParent.trace(firing.traceId()), TraceParent.span(firing.part()), Optional.empty()),
                "firing " + firing.kind().word(),
                Span.Kind.INTERNAL,
                outcome.startedAt(),
                Duration.between(outcome.startedAt(), outcome.endedAt()),
                isError ? Optional.of(outcome.reason().orElse(outcome.how().word())) : Optional.empty(),
                Map.of("firing_id", firing.id(), "job_id", firing.jobId(), "job_name", firing.jobName()));
    }
}
