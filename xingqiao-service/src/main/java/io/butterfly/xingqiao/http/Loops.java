package io.butterfly.xingqiao.http;

import io.butterfly.http.stop.Stoppable;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.InstanceName;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.mysql.Schema;
import io.butterfly.worker.WorkerClient;
import io.butterfly.xingqiao.dispatch.BaiChuanCompletions;
import io.butterfly.xingqiao.progress.ProgressLoop;
import io.butterfly.xingqiao.progress.Turns;
import io.butterfly.xingqiao.reconcile.DueSignal;
import io.butterfly.xingqiao.reconcile.ReconcileLoop;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts the loops once the port, which is part of this worker's name, is known; ends them before the database goes.
 */
@Singleton
final class Loops implements ApplicationEventListener<ServerStartupEvent>, Stoppable {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    /** Soon: a BaiChuan or a database that is back should not be waited for. */
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    private static final Duration UNTIL_TABLES = Duration.ofMillis(100);

    private final Schema schema;
    private final ReconcileLoop reconciler;
    private final DueSignal due;
    private final Turns turns;
    private final WorkerClient baichuan;
    private final int progressLoops;
    private final List<PollLoop> progress = new ArrayList<>();
    private final List<BaiChuanCompletions> queues = new ArrayList<>();
    private volatile PollLoop reconcile;

    Loops(
            Schema schema,
            ReconcileLoop reconciler,
            DueSignal due,
            Turns turns,
            @Value("${butterfly.baichuan.url}") URI baichuan,
            @Value("${xingqiao.progress-loops:4}") int progressLoops) {
        this.schema = schema;
        this.reconciler = reconciler;
        this.due = due;
        this.turns = turns;
        this.baichuan = new WorkerClient(baichuan);
        this.progressLoops = progressLoops;
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        String worker = InstanceName.ofThisProcess(event.getSource().getPort()).toString();
        reconcile = start("xingqiao-reconcile", reconciler);
        due.wakes(reconcile::wake);
        for (int i = 1; i <= progressLoops; i++) {
            BaiChuanCompletions queue = new BaiChuanCompletions(baichuan, worker);
            queues.add(queue);
            progress.add(start("xingqiao-progress-" + i, new ProgressLoop(queue, turns)));
        }
    }

    /** A loop does nothing before the tables are there. */
    private PollLoop start(String name, Tick loop) {
        return PollLoop.start(name, () -> schema.isReady() ? loop.tick() : UNTIL_TABLES, AGAIN);
    }

    @Override
    @PreDestroy
    public void stopWork() {
        try (VirtualThreads closing = new VirtualThreads("close", CLOSE_PATIENCE)) {
            progress.forEach(loop -> closing.start(loop::close));
            Optional.ofNullable(reconcile).ifPresent(loop -> closing.start(loop::close));
            queues.stream().findFirst().ifPresent(queue -> queue.leave(true));
        }
        queues.forEach(BaiChuanCompletions::close);
        queues.stream().findFirst().ifPresent(queue -> queue.leave(false));
        queues.clear();
    }

    /** How long ago jobs were last looked at; empty before the start. */
    Optional<Duration> reconcileAge() {
        return Optional.ofNullable(reconcile).map(PollLoop::age);
    }

    /** How long ago the completion queue last answered, for the loop that waits longest. */
    Optional<Duration> progressAge() {
        return progress.stream().map(PollLoop::age).max(Duration::compareTo);
    }
}
