package io.butterfly.http.trace;

import io.butterfly.api.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of a request to {@code /v1/traces}. */
final class OtlpJson {
    private static final int ERROR = 2;

    private final List<Map<String, Object>> resource;

    OtlpJson(String service, String version) {
        this.resource = attributes(Map.of("service.name", service, "service.version", version));
    }

    byte[] of(List<Span> spans) {
        Map<String, Object> ofScope = Map.of(
                "scope", Map.of("name", "io.butterfly"),
                "spans", spans.stream().map(OtlpJson::span).toList());
        Map<String, Object> ofResource =
                Map.of("resource", Map.of("attributes", resource), "scopeSpans", List.of(ofScope));
        return Json.bytes(Map.of("resourceSpans", List.of(ofResource)));
    }

    private static Map<String, Object> span(Span span) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("traceId", span.ids().trace());
        members.put("spanId", span.ids().span());
        span.ids().parent().ifPresent(parent -> members.put("parentSpanId", parent));
        members.put("name", span.name());
        members.put("kind", span.kind().number());
        members.put("startTimeUnixNano", nanos(span.startedAt()));
        members.put("endTimeUnixNano", nanos(span.startedAt().plus(span.took())));
        members.put("attributes", attributes(span.attributes()));
        span.error().ifPresent(why -> members.put("status", Map.of("code", ERROR, "message", why)));
        return members;
    }

    /** As text, because JSON numbers cannot be that large. */
    private static String nanos(Instant time) {
        return Long.toString(time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }

    private static List<Map<String, Object>> attributes(Map<String, String> all) {
        return all.entrySet().stream()
                .<Map<String, Object>>map(
                        one -> Map.of("key", one.getKey(), "value", Map.of("stringValue", one.getValue())))
                .toList();
    }
}
