package io.butterfly.ruqi.history;

import io.butterfly.kernel.PollLoop;
import io.butterfly.ruqi.history.History.Whose;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the history small: deletes what is too old, and the oldest firings of jobs that have too many. In batches, each
 * a short transaction of its own with a pause behind it, so that no firing waits for it.
 */
public final class HistoryCleanup implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryCleanup.class);
    private static final int BATCH = 500;
    private static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final History history;
    private final Kept kept;
    private final BooleanSupplier isMine;
    private PollLoop loop;
    private volatile boolean closed;

    /**
     * How much history is kept.
     *
     * @param age firings that ended longer ago go; zero keeps them all
     * @param perJob a job's oldest go when it has more; zero keeps them all
     * @param whose whose firings this is about; those of others are all kept
     */
    public record Kept(Duration age, int perJob, Whose whose) {}

    /** @param isMine whether this replica is the one that cleans up: one is enough */
    public HistoryCleanup(History history, Kept kept, BooleanSupplier isMine) {
        this.history = history;
        this.kept = kept;
        this.isMine = isMine;
    }

    public void start() {
        loop = PollLoop.start("ruqi-cleanup", this::tick);
    }

    Duration tick() {
        if (isMine.getAsBoolean()) {
            long deleted = kept.age().isZero() ? 0 : clear(kept.whose(), kept.age());
            if (kept.perJob() > 0) {
                for (String job : history.crowded(kept.whose(), kept.perJob())) {
                    deleted += repeat(() -> history.deleteBeyond(kept.whose(), job, kept.perJob(), BATCH));
                }
            }
            if (deleted > 0) {
                LOG.info("{} firings were deleted from the history", deleted);
            }
        }
        return PAUSE;
    }

    /** Deletes firings that ended longer ago than that, the Python service's too, and returns how many. */
    public long clear(Duration age) {
        return clear(Whose.ALL, age);
    }

    private long clear(Whose whose, Duration age) {
        return repeat(() -> history.deleteOlder(whose, age, BATCH));
    }

    private long repeat(IntSupplier batch) {
        long deleted = 0;
        for (int last = BATCH; last == BATCH && !closed; deleted += last) {
            last = batch.getAsInt();
            if (last == BATCH) {
                LockSupport.parkNanos(BETWEEN_BATCHES.toNanos());
            }
        }
        return deleted;
    }

    @Override
    public void close() {
        closed = true;
        if (loop != null) {
            loop.close();
        }
    }
}
