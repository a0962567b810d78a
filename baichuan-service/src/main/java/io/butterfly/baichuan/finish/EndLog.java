package io.butterfly.baichuan.finish;

import io.butterfly.baichuan.message.Ended;
import io.butterfly.http.log.AccessEntry;
import io.butterfly.http.log.AccessLog;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Gives messages that have ended to the access log. */
@Singleton
final class EndLog {
    private static final String NONE = "-";

    private final AccessLog log;
    private final Clock clock;

    EndLog(AccessLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void add(List<Ended> ended) {
        if (log.takesMessages()) {
            ended.forEach(message -> log.add(entry(message)));
        }
    }

    private AccessEntry entry(Ended message) {
        Ended.LastRun run = message.lastRun();
        return new AccessEntry(
                clock.instant(),
                NONE,
                new AccessEntry.Who(NONE, message.id(), message.links().traceId(), NONE),
                AccessEntry.QUEUE,
                message.handler(),
                Duration.ofNanos((long) (run.cost() * 1e9)),
                new AccessEntry.How(
                        message.verdict().stat(),
                        message.verdict().exception(),
                        "worker=" + run.worker() + ";attempt=" + run.attempt()),
                "");
    }
}
