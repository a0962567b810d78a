package io.butterfly.ruqi.firing;

import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.replica.Replica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and ends what fires jobs, in the right order. */
public final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private final Replica replica;
    private final FiringLoop loop;
    private final Dispatchers dispatchers;
    private final Outcomes outcomes;
    private boolean isRunning;

    public Engine(Replica replica, FiringLoop loop, Dispatchers dispatchers, Outcomes outcomes) {
        this.replica = replica;
        this.loop = loop;
        this.dispatchers = dispatchers;
        this.outcomes = outcomes;
    }

    public synchronized void start(String instanceName) {
        isRunning = true;
        outcomes.start();
        replica.start(instanceName);
        loop.start();
    }

    /** Takes nothing more, lets what runs end, writes how it ended, and gives the lease back. */
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
    }

    /** A store that is away must not keep the rest from stopping; what it was not told, another replica finds. */
    private static void attempt(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("stopping: {} failed: {}", what, e.getMessage());
        }
    }
}
