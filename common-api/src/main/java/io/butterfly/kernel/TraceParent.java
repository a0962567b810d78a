package io.butterfly.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code traceparent} of W3C Trace Context. Our own trace ids are any text; every service makes the same W3C
 * id of one, so a trace stays one trace whatever its id looks like.
 */
public final class TraceParent {
    public static final String HEADER = "traceparent";

    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");
    private static final Pattern WHOLE = Pattern.compile("(?!0{32})[0-9a-fA-F]{32}");
    private static final Pattern HALF = Pattern.compile("(?!0{16})[0-9a-fA-F]{16}");
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private TraceParent() {}

    /** The trace id that a header has; empty when there is none that can be understood. */
    public static Optional<String> traceId(String header) {
        return part(header, 1);
    }

    /** The id of the span that a header names as the parent of what the receiver does. */
    public static Optional<String> spanId(String header) {
        return part(header, 2);
    }

    private static Optional<String> part(String header, int group) {
        return Optional.ofNullable(header)
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .map(parts -> parts.group(group));
    }

    /**
     * The header for a call, or for a message.
     *
     * @param traceId ours
     * @param part what of the trace the call is: the id of a message or of a firing; the same for each repetition
     */
    public static String of(String traceId, String part) {
        return "00-" + trace(traceId) + "-" + span(part) + "-01";
    }

    /** 32 hex digits; a request id, which has 16, is filled up with zeros. */
    public static String trace(String traceId) {
        if (WHOLE.matcher(traceId).matches()) {
            return traceId.toLowerCase(Locale.ROOT);
        }
        return HALF.matcher(traceId).matches()
                ? "0".repeat(TRACE_BYTES) + traceId.toLowerCase(Locale.ROOT)
                : digest(traceId, TRACE_BYTES);
    }

    /** The id of the span of this part of a trace. */
    public static String span(String part) {
        return digest(part, SPAN_BYTES);
    }

    private static String digest(String text, int bytes) {
        return Sha256.hex(text).substring(0, 2 * bytes);
    }
}
