package io.butterfly.baichuan.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts what this replica does with messages, over all handlers. {@link Tally} counts by handler. */
@Singleton
final class MessageMeters {
    private final Counter published;
    private final Counter claimed;
    private final Counter finished;
    private final Counter failed;
    private final Counter attempts;
    private final Counter leasesLost;

    MessageMeters(MeterRegistry registry) {
        published = step(registry, "published", "ok");
        claimed = step(registry, "claimed", "ok");
        finished = step(registry, "finished", "ok");
        failed = step(registry, "finished", "failed");
        attempts = Counter.builder("butterfly.baichuan.attempts")
                .description("executions that ended, with those that are repeated")
                .register(registry);
        leasesLost = Counter.builder("butterfly.baichuan.leases.lost")
                .description("messages taken from a worker that was silent too long")
                .register(registry);
    }

    private static Counter step(MeterRegistry registry, String step, String result) {
        return Counter.builder("butterfly.baichuan.messages")
                .description("messages that took a step")
                .tags("step", step, "result", result)
                .register(registry);
    }

    void published(int count) {
        published.increment(count);
    }

    void claimed(int count) {
        claimed.increment(count);
    }

    void ended(boolean isFailed, boolean wasExecuted) {
        (isFailed ? failed : finished).increment();
        attempts.increment(wasExecuted ? 1 : 0);
    }

    void repeated(int count) {
        attempts.increment(count);
    }

    void lost(int count) {
        leasesLost.increment(count);
    }
}
