package io.butterfly.notices.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what this replica sends. */
public final class NoticeMeters {
    private final Counter sent;
    private final Counter failed;

    /** @param service part of the metric's name */
    public NoticeMeters(MeterRegistry registry, String service) {
        sent = counter(registry, service, "sent");
        failed = counter(registry, service, "failed");
    }

    private static Counter counter(MeterRegistry registry, String service, String result) {
        return Counter.builder("butterfly." + service + ".notice.sends")
                .description("notices that a sink has taken or has not taken")
                .tag("result", result)
                .register(registry);
    }

    void sent() {
        sent.increment();
    }

    void failed() {
        failed.increment();
    }
}
