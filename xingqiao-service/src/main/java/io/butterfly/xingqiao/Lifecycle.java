package io.butterfly.xingqiao;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.MainLoops;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.mysql.Schema;
import io.butterfly.xingqiao.dispatch.ProgressLoops;
import io.butterfly.xingqiao.notify.NoticeLoop;
import io.butterfly.xingqiao.operate.RetentionLoop;
import io.butterfly.xingqiao.reconcile.ReconcileLoop;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the loops once the port, which is part of this worker's name, is known; ends them before the database goes. No
 * loop does anything before the tables are there.
 */
@Singleton
public final class Lifecycle implements ApplicationEventListener<ServerStartupEvent>, Stoppable, MainLoops {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    /** Short, because a database or a BaiChuan that is back should be used at once. */
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    private static final Duration UNTIL_TABLES = Duration.ofMillis(100);

    private final Schema schema;
    private final ProgressLoops progress;
    private final ReconcileLoop reconcileLoop;
    private final Signal jobDue;
    private final NoticeLoop noticeLoop;
    private final RetentionLoop retentionLoop;
    private volatile Optional<PollLoop> reconcile = Optional.empty();
    private volatile Optional<PollLoop> notices = Optional.empty();
    private volatile Optional<PollLoop> retention = Optional.empty();

    Lifecycle(
            Schema schema,
            ProgressLoops progress,
            ReconcileLoop reconcileLoop,
            @Named("job-due") Signal jobDue,
            NoticeLoop noticeLoop,
            RetentionLoop retentionLoop) {
        this.schema = schema;
        this.progress = progress;
        this.reconcileLoop = reconcileLoop;
        this.jobDue = jobDue;
        this.noticeLoop = noticeLoop;
        this.retentionLoop = retentionLoop;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        String worker = InstanceName.ofThisProcess(event.getSource().getPort()).toString();
        reconcile = Optional.of(PollLoop.start("xingqiao-reconcile", jobDue, whenReady(reconcileLoop), AGAIN));
        progress.start(worker, this::whenReady, AGAIN);
        notices = Optional.of(PollLoop.start("xingqiao-notices", noticeLoop.slotFree(), whenReady(noticeLoop)));
        if (retentionLoop.deletes()) {
            retention = Optional.of(PollLoop.start("xingqiao-retention", whenReady(retentionLoop)));
        }
    }

    private Tick whenReady(Tick loop) {
        return () -> schema.isReady() ? loop.tick() : UNTIL_TABLES;
    }

    @Override
    @PreDestroy
    public void stopWork() {
        try (VirtualThreads closing = new VirtualThreads("close", CLOSE_PATIENCE)) {
            reconcile.ifPresent(loop -> closing.start(loop::close));
            retention.ifPresent(loop -> closing.start(loop::close));
            closing.start(this::stopNotices);
            progress.drain(closing);
        }
        progress.close();
    }

    private void stopNotices() {
        notices.ifPresent(PollLoop::close);
        noticeLoop.close();
    }

    /** How long ago jobs were last looked at; empty before the start. */
    public Optional<Duration> reconcileAge() {
        return reconcile.map(PollLoop::age);
    }

    /** How long ago the completion queue last answered, for the loop that waits longest. */
    public Optional<Duration> progressAge() {
        return progress.age();
    }

    @Override
    public Map<String, Duration> turnAges() {
        Map<String, Duration> ages = new HashMap<>();
        reconcile.ifPresent(loop -> ages.put("reconcile", loop.turnAge()));
        progress.turnAge().ifPresent(age -> ages.put("progress", age));
        return ages;
    }
}
