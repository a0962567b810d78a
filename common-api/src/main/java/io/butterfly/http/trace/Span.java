package io.butterfly.http.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of work that is over.
 *
 * @param name of the kind of work: few different ones
 * @param error why it failed, if it did
 */
public record Span(
        Ids ids,
        String name,
        Kind kind,
        Instant startedAt,
        Duration took,
        Optional<String> error,
        Map<String, String> attributes) {
    /** In hex digits; see {@link io.butterfly.kernel.TraceParent}. */
    public record Ids(String trace, String span, Optional<String> parent) {}

    /** With the numbers of OTLP. */
    public enum Kind {
        INTERNAL(1),
        SERVER(2),
        CONSUMER(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }
}
