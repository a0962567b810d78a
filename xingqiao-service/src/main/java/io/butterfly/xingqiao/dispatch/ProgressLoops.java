package io.butterfly.xingqiao.dispatch;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Outage;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Tick;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.worker.WorkerClient;
import io.butterfly.xingqiao.job.StoreId;
import io.butterfly.xingqiao.progress.ProgressLoop;
import io.butterfly.xingqiao.progress.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Several progress loops, each with its own queue of completions; to BaiChuan they are one worker. */
public final class ProgressLoops {
    private final WorkerClient baichuan;
    private final Turns turns;
    private final int count;
    private final StoreId store;
    private final List<PollLoop> loops = new CopyOnWriteArrayList<>();
    private final List<BaiChuanCompletions> queues = new CopyOnWriteArrayList<>();

    public ProgressLoops(WorkerClient baichuan, Turns turns, int count, StoreId store) {
        this.store = store;
        this.baichuan = baichuan;
        this.turns = turns;
        this.count = count;
    }

    /**
     * @param worker unique among living workers
     * @param guard is put around each loop
     * @param again the pauses after failures
     */
    public void start(String worker, UnaryOperator<Tick> guard, Backoff again) {
        Outage outage = new Outage("xingqiao-progress");
        for (int i = 1; i <= count; i++) {
            BaiChuanCompletions queue = new BaiChuanCompletions(baichuan, worker, store);
            queues.add(queue);
            Tick loop = guard.apply(new ProgressLoop(queue, turns));
            loops.add(PollLoop.start("xingqiao-progress-" + i, loop, again, outage));
        }
    }

    /** Lets the current turns end; BaiChuan is asked to end the claims that wait. */
    public void drain(VirtualThreads closing) {
        loops.forEach(loop -> closing.start(loop::close));
        queues.stream().findFirst().ifPresent(queue -> queue.leave(true));
    }

    /** Reports what was done and leaves. Call it when the loops have ended. */
    public void close() {
        queues.forEach(BaiChuanCompletions::close);
        queues.stream().findFirst().ifPresent(queue -> queue.leave(false));
        queues.clear();
    }

    /** How long ago BaiChuan last answered, for the loop that waits longest; empty before the start. */
    public Optional<Duration> age() {
        return loops.stream().map(PollLoop::age).max(Duration::compareTo);
    }

    /** Of the turn that has taken longest so far; empty before the start. */
    public Optional<Duration> turnAge() {
        return loops.stream().map(PollLoop::turnAge).max(Duration::compareTo);
    }
}
