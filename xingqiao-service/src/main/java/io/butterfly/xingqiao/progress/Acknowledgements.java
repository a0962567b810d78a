package io.butterfly.xingqiao.progress;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.job.StartId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes which starts BaiChuan has acknowledged, a moment later and many in one statement: a task that ends within that
 * moment never needs it. Only what is shown depends on it, and whether the reconciler asks about a message or publishes
 * it again, which changes nothing.
 */
final class Acknowledgements implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Acknowledgements.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final RunningJobs jobs;
    private final Duration pause;
    private final VirtualThreads threads = new VirtualThreads("acknowledge", CLOSE_PATIENCE);
    private final Set<StartId> waiting = new LinkedHashSet<>(); // guarded by itself

    /** @param pause zero to write at once */
    Acknowledgements(RunningJobs jobs, Duration pause) {
        this.jobs = jobs;
        this.pause = pause;
    }

    void add(Collection<StartId> starts) {
        if (starts.isEmpty()) {
            return;
        }
        boolean isFirst;
        synchronized (waiting) {
            isFirst = waiting.isEmpty();
            waiting.addAll(starts);
        }
        if (pause.isZero()) {
            write();
        } else if (isFirst) {
            threads.start(this::writeSoon);
        }
    }

    /** This start has ended: that BaiChuan has it need not be written any more. */
    void forget(StartId start) {
        synchronized (waiting) {
            waiting.remove(start);
        }
    }

    private void writeSoon() {
        LockSupport.parkNanos(pause.toNanos());
        try {
            write();
        } catch (RuntimeException e) {
            LOG.info("some tasks stay pending for a while: {}", e.getMessage());
        }
    }

    private void write() {
        List<StartId> starts;
        synchronized (waiting) {
            starts = List.copyOf(waiting);
            waiting.clear();
        }
        if (!starts.isEmpty()) {
            jobs.acknowledge(starts);
        }
    }

    @Override
    public void close() {
        threads.close();
    }
}
