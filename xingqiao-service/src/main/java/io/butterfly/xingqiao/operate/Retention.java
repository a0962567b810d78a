package io.butterfly.xingqiao.operate;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.PollLoop;
import io.butterfly.mysql.Schema;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Keeps the loop that deletes old jobs running, when old jobs are to be deleted. */
@Singleton
final class Retention implements ApplicationEventListener<ServerStartupEvent>, Stoppable {
    private static final Duration UNTIL_TABLES = Duration.ofMillis(100);

    private final Schema schema;
    private final OldJobs jobs;
    private final int days;
    private PollLoop loop;

    Retention(Schema schema, OldJobs jobs, @Value("${xingqiao.job-days:0}") int days) {
        this.schema = schema;
        this.jobs = jobs;
        this.days = days;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        if (days > 0) {
            RetentionLoop retention = new RetentionLoop(jobs, Duration.ofDays(days));
            loop = PollLoop.start("xingqiao-retention", () -> schema.isReady() ? retention.tick() : UNTIL_TABLES);
        }
    }

    @Override
    @PreDestroy
    public void stopWork() {
        Optional.ofNullable(loop).ifPresent(PollLoop::close);
    }
}
