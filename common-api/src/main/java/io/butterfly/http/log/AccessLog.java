package io.butterfly.http.log;

import io.butterfly.kernel.PollLoop;
import io.butterfly.settings.Common;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Takes entries and writes them a few times a second; see the package's text. */
@Singleton
public final class AccessLog {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int MOST_WAITING = 20_000;
    private static final int AT_ONCE = 500;

    private final boolean takesRequests;
    private final boolean takesMessages;
    private final boolean isJson;
    private final BlockingQueue<AccessEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AccessLine line;
    private final Counter dropped;
    private final Logger log;
    private final Optional<PollLoop> loop;

    AccessLog(
            MeterRegistry registry,
            @Value("${butterfly.access-log:off}") String which,
            @Value("${butterfly.log-folder:logs}") Path folder,
            @Value("${butterfly.log-format:text}") String format,
            @Value("${butterfly.zone:}") String zone) {
        takesRequests = !which.equals("off");
        takesMessages = which.equals("all");
        isJson = format.equals("json");
        line = new AccessLine(Common.zone(zone), ProcessHandle.current().pid());
        dropped = Counter.builder("butterfly.access.log.dropped")
                .description("lines that were not written because too many waited")
                .register(registry);
        log = takesRequests && !isJson ? AccessFile.open(folder) : LoggerFactory.getLogger(AccessFile.NAME);
        loop = takesRequests ? Optional.of(PollLoop.start("access-log", this::tick)) : Optional.empty();
    }

    public boolean takesRequests() {
        return takesRequests;
    }

    public boolean takesMessages() {
        return takesMessages;
    }

    /** Never waits. */
    public void add(AccessEntry entry) {
        if (!waiting.offer(entry)) {
            dropped.increment();
        }
    }

    Duration tick() {
        List<AccessEntry> some = new ArrayList<>();
        waiting.drainTo(some, AT_ONCE);
        if (isJson) {
            some.forEach(this::writeJson);
        } else if (!some.isEmpty()) {
            log.info(some.stream().map(line::of).collect(Collectors.joining("\n"))); // in one write
        }
        return waiting.isEmpty() ? PAUSE : Duration.ZERO;
    }

    private void writeJson(AccessEntry entry) {
        LoggingEventBuilder event = log.atInfo();
        entry.members().forEach(event::addKeyValue);
        event.log(entry.method().equals(AccessEntry.QUEUE) ? "message" : "request");
    }

    @PreDestroy
    void stop() {
        loop.ifPresent(PollLoop::close);
        while (!waiting.isEmpty()) {
            tick();
        }
    }
}
