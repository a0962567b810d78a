package io.butterfly.ruqi.firing;

import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.replica.Replica;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops what fires jobs, in order. */
@Singleton
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Replica replica;
    private final FiringLoop loop;
    private final Dispatchers dispatchers;
    private final Outcomes outcomes;
    private final OpenRuns runs;
    private final Signal wakeup;
    private boolean isRunning;

    public Engine(
            Replica replica,
            FiringLoop loop,
            Dispatchers dispatchers,
            Outcomes outcomes,
            OpenRuns runs,
            Signal wakeup) {
        this.replica = replica;
        this.loop = loop;
        this.dispatchers = dispatchers;
        this.outcomes = outcomes;
        this.runs = runs;
        this.wakeup = wakeup;
    }

    public synchronized void start(String instanceName) {
        isRunning = true;
        outcomes.start();
        replica.start(instanceName);
        loop.start(wakeup);
        runs.start();
    }

    /** Takes no more jobs, waits for what runs, writes how it ended, and gives the lease back. */
    @Override
    public synchronized void close() {
        if (!isRunning) {
            return;
        }
        isRunning = false;
        attempt("the loop", loop);
        dispatchers.all().forEach(dispatcher -> attempt(dispatcher.kind().name(), dispatcher));
        attempt("writing outcomes", outcomes);
        attempt("giving the lease back", replica);
        attempt("the open runs", runs);
    }

    /** A store that is away must not keep the rest from stopping; another replica finds what was not recorded. */
    private static void attempt(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("stopping: {} failed: {}", what, e.getMessage());
        }
    }
}
