package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Defaults;
import io.butterfly.baichuan.message.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a new message. */
final class NewHash {
    private static final int AN_HOUR = 3_600;

    private NewHash() {}

    /**
     * As {@code lua/lib/create.lua} takes it: the seconds after which it goes (0 for never), a count, and as many names
     * and values.
     *
     * @param now the time as text
     * @param announced when the id was announced (ms)
     */
    static Object[] of(Draft draft, String now, long announced) {
        Options options = draft.options();
        Draft.Origin origin = draft.origin();
        List<Object> fields = new ArrayList<>(List.of(
                "data",
                draft.params(),
                "origin",
                draft.handler(),
                "status",
                Status.QUEUED.word(),
                "created_at",
                now,
                "enqueued_at",
                now,
                "timeout",
                options.timeout(),
                "ip",
                origin.ip(),
                "handle_worker",
                "",
                "attempt",
                1,
                "max_attempts",
                options.repeats().maxAttempts(),
                "trace_id",
                origin.traceId()));
        if (options.resultTtl() != Defaults.RESULT_TTL || options.failureTtl() != Defaults.RESULT_TTL) {
            fields.addAll(List.of(
                    "result_ttl",
                    anHourForNone(options.resultTtl()),
                    "failure_ttl",
                    anHourForNone(options.failureTtl())));
        }
        if (options.resultTtl() == 0 || options.failureTtl() == 0) {
            fields.addAll(List.of("without_result", withoutResult(options)));
        }
        if (options.ttl() > 0) {
            fields.addAll(List.of("ttl", options.ttl(), "expires_at", announced + options.ttl() * 1000L));
        }
        if (options.due().after(announced) > 0) {
            fields.addAll(List.of("not_before", options.due().after(announced)));
        }
        if (options.repeats().retryMax() > 0) {
            fields.addAll(List.of(
                    "retry_max",
                    options.repeats().retryMax(),
                    "retry_backoff",
                    options.repeats().retryBackoff()));
        }
        if (options.position() != Position.BACK) {
            fields.addAll(List.of("place", options.position().code()));
        }
        if (draft.isUnique() && draft.unique().mode() != Unique.Mode.THROTTLE) {
            fields.addAll(List.of("unique_key", draft.unique().key()));
        }
        if (draft.hasOnFinish()) {
            fields.addAll(List.of("on_finish", options.onFinish()));
        }
        if (!origin.restarts().isEmpty()) {
            fields.addAll(List.of("restart", String.join(" ", origin.restarts())));
        }
        if (!origin.publisher().isEmpty()) {
            fields.addAll(List.of("publisher", origin.publisher()));
        }
        if (!origin.source().isEmpty()) {
            fields.addAll(List.of("source", origin.source()));
        }
        fields.addAll(0, List.of(options.ttl() == 0 ? 0 : options.ttl() + AN_HOUR, fields.size()));
        return fields.toArray();
    }

    /** A worker of the Python service never ends a message that has 0. */
    private static int anHourForNone(int seconds) {
        return seconds == 0 ? AN_HOUR : seconds;
    }

    private static String withoutResult(Options options) {
        return Stream.of(
                        options.resultTtl() == 0 ? Status.FINISHED.word() : "",
                        options.failureTtl() == 0 ? Status.FAILED.word() : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
