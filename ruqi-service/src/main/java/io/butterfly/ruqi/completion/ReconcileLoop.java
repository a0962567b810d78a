package io.butterfly.ruqi.completion;

import io.butterfly.api.baichuan.Finished;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.message.BaiChuanUnreachable;
import io.butterfly.ruqi.message.MessageState;
import io.butterfly.ruqi.replica.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for ends that nobody has reported, because the report was lost or will never come. See the package's text. */
public final class ReconcileLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    /** While there are more: BaiChuan has other work, too. */
    private static final Duration BREATH = Duration.ofMillis(200);

    private static final long SECOND_LOOK_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int LIMIT = 200;
    private static final int AT_ONCE = 8;

    private final Replica replica;
    private final Awaited awaited;
    private final VirtualThreads threads = new VirtualThreads("ruqi-reconcile", Duration.ofSeconds(2));
    private final Semaphore calls = new Semaphore(AT_ONCE);
    /**
     * Messages that BaiChuan did not have when it was asked: a report that was on its way then has been recorded at the
     * second look.
     */
    private final Map<String, Suspect> suspects = new ConcurrentHashMap<>();

    private volatile boolean isAway;
    private PollLoop loop;

    private record Suspect(Firing firing, long sinceNanos) {
        boolean isDue() {
            return System.nanoTime() - sinceNanos >= SECOND_LOOK_NANOS;
        }
    }

    public ReconcileLoop(Replica replica, Awaited awaited) {
        this.replica = replica;
        this.awaited = awaited;
    }

    public void start() {
        loop = PollLoop.start("ruqi-reconcile", this::tick);
    }

    Duration tick() throws InterruptedException {
        if (replica.held().isEmpty()) {
            return IDLE;
        }
        List<Suspect> second = dueSuspects();
        List<Firing> found = awaited.toAskFor(LIMIT);
        isAway = false;
        List<Future<?>> looks = new ArrayList<>();
        second.forEach(suspect -> looks.add(threads.start(() -> look(suspect.firing(), true))));
        found.stream()
                .filter(firing -> !suspects.containsKey(firing.id()))
                .forEach(firing -> looks.add(threads.start(() -> look(firing, false))));
        for (Future<?> look : looks) {
            await(look);
        }
        return found.size() == LIMIT ? BREATH : IDLE;
    }

    private List<Suspect> dueSuspects() {
        List<Suspect> due = suspects.values().stream().filter(Suspect::isDue).toList();
        due.forEach(suspect -> suspects.remove(suspect.firing().id()));
        return due;
    }

    private static void await(Future<?> look) throws InterruptedException {
        try {
            look.get();
        } catch (ExecutionException e) {
            LOG.error("asking for an awaited end failed", e.getCause());
        }
    }

    /** One that cannot be settled harms no other one; it is asked for again. */
    private void look(Firing firing, boolean isSecond) {
        try {
            calls.acquire();
            try {
                if (!isAway) {
                    settle(firing, awaited.ask(firing), isSecond);
                }
            } finally {
                calls.release();
            }
        } catch (BaiChuanUnreachable e) {
            isAway = true;
            LOG.info("awaited ends cannot be asked for now: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn(
                    "the end of firing {} of job {} could not be recorded now: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
        }
    }

    private void settle(Firing firing, MessageState state, boolean isSecond) {
        switch (state) {
            case MessageState.Open open -> {}
            case MessageState.Ended(Finished end) -> awaited.ended(firing, end);
            case MessageState.Gone gone ->
                missing(firing, "its message is not there any more: it was deleted, or lost", isSecond);
            case MessageState.Unreadable(String reason) -> missing(firing, reason, isSecond);
        }
    }

    private void missing(Firing firing, String reason, boolean isSecond) {
        if (isSecond) {
            LOG.warn("firing {} of job {} has no end that anybody knows: {}", firing.id(), firing.jobId(), reason);
            awaited.unknown(firing, reason);
        } else {
            suspects.put(firing.id(), new Suspect(firing, System.nanoTime()));
        }
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
        threads.close();
    }
}
