package io.butterfly.notices.http;

import io.butterfly.http.metrics.Gauges;
import io.butterfly.notices.Events;
import io.butterfly.notices.delivery.Notice;
import io.butterfly.notices.delivery.NoticeStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many notices the table has, and how many events did not get into it. */
@Singleton
@Requires(beans = NoticeStore.class)
final class NoticeGauges implements Gauges {
    private final NoticeStore store;
    private final MultiGauge notices;
    private final MultiGauge untaken;

    NoticeGauges(
            NoticeStore store,
            Events events,
            MeterRegistry registry,
            @Value("${micronaut.application.name}") String service) {
        this.store = store;
        notices = MultiGauge.builder("butterfly." + service + ".notice.rows")
                .description("notices in the table, by their state")
                .register(registry);
        untaken = MultiGauge.builder("butterfly." + service + ".notice.untaken")
                .baseUnit("seconds")
                .description("for how long a sink has not taken a notice")
                .register(registry);
        FunctionCounter.builder("butterfly." + service + ".notice.events.dropped", events, Events::dropped)
                .description("events that were dropped because too many waited for the table")
                .register(registry);
    }

    @Override
    public void read() {
        Map<Notice.State, Long> counts = store.counts();
        notices.register(
                Stream.of(Notice.State.values())
                        .map(state -> MultiGauge.Row.of(Tags.of("state", state.word()), counts.getOrDefault(state, 0L)))
                        .toList(),
                true);
        untaken.register(
                List.of(MultiGauge.Row.of(Tags.empty(), store.longestUntaken().toMillis() / 1e3)), true);
    }

    @Override
    public void forget() {
        notices.register(List.of(), true);
        untaken.register(List.of(), true);
    }
}
