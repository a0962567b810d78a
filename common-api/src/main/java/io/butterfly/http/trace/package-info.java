/**
 * Spans for OpenTelemetry, made only where {@code OTEL_EXPORTER_OTLP_ENDPOINT} says where they go. They are sent as
 * OTLP over HTTP in JSON, which every collector takes, so that no library is needed for it. The id of a span is derived
 * from what it is about (a message, a firing): whoever passes a trace on knows it without having made the span.
 */
package io.butterfly.http.trace;
