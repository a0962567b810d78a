package io.butterfly.kernel;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that ticks until it is closed. See the package's text. */
public final class PollLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));
    private static final Set<PollLoop> RUNNING = ConcurrentHashMap.newKeySet();

    private final Signal wakeup;
    private final Tick tick;
    private final Backoff backoff;
    private final Outage outage;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long lastTickNanos = System.nanoTime();
    private volatile OptionalLong turnSince = OptionalLong.empty();
    private volatile long begunNanos = System.nanoTime();
    private volatile boolean isResting;

    private PollLoop(String name, Signal wakeup, Tick tick, Backoff backoff, Outage outage) {
        this.wakeup = wakeup;
        this.tick = tick;
        this.backoff = backoff;
        this.outage = outage;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    }

    /** Starts a loop; after a failure it pauses between 100 ms and 5 s. */
    public static PollLoop start(String name, Tick tick) {
        return start(name, tick, BACKOFF);
    }

    public static PollLoop start(String name, Tick tick, Backoff backoff) {
        return start(name, new Signal(), tick, backoff);
    }

    /** One of several loops that need the same peer, and so fail together. */
    public static PollLoop start(String name, Tick tick, Backoff backoff, Outage shared) {
        return start(new PollLoop(name, new Signal(), tick, backoff, shared));
    }

    /** Starts a loop that the signal wakes, too; no other loop may wait for the same signal. */
    public static PollLoop start(String name, Signal wakeup, Tick tick) {
        return start(name, wakeup, tick, BACKOFF);
    }

    public static PollLoop start(String name, Signal wakeup, Tick tick, Backoff backoff) {
        return start(new PollLoop(name, wakeup, tick, backoff, new Outage(name)));
    }

    private static PollLoop start(PollLoop loop) {
        loop.thread.start();
        return loop;
    }

    /** Ends the current wait, or skips the next one. Many wake-ups before the next turn are one. */
    public void wake() {
        wakeup.raise();
    }

    /** All loops of this process that have not ended. */
    public static List<PollLoop> running() {
        return List.copyOf(RUNNING);
    }

    public String name() {
        return thread.getName();
    }

    /**
     * For how long it has been in a turn that does not end, or in turns that fail, one after the other; zero while it
     * waits after a turn that did not fail, however long it waits.
     */
    public Duration overdue() {
        return isResting ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - begunNanos);
    }

    /** How long ago the last turn ended without failing; grows when the loop is stuck or keeps failing. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - lastTickNanos);
    }

    /** How long the turn that is under way has taken so far; zero between turns, also when they keep failing. */
    public Duration turnAge() {
        OptionalLong since = turnSince;
        return since.isEmpty() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since.getAsLong());
    }

    /** Lets the current turn end, at most 10 s, then interrupts it. */
    @Override
    public void close() {
        close(CLOSE_PATIENCE);
    }

    /**
     * Lets the current turn end within the given time, then interrupts it. The loop has ended when this returns, unless
     * the turn ignores the interrupt.
     */
    public void close(Duration patience) {
        closed = true;
        wake();
        try {
            if (Thread.currentThread() != thread && !thread.join(patience)) {
                thread.interrupt();
                thread.join(CLOSE_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        RUNNING.add(this);
        try {
            turns();
        } finally {
            RUNNING.remove(this);
        }
    }

    private void turns() {
        int failures = 0;
        while (!closed) {
            Duration pause;
            turnSince = OptionalLong.of(System.nanoTime());
            begin();
            try {
                pause = tick.tick();
                failures = 0;
                lastTickNanos = System.nanoTime();
                isResting = true;
                outage.worked();
            } catch (Throwable e) { // a loop that dies silently is worse than one that logs for ever
                pause = backoff.delay(++failures);
                if (!closed) {
                    outage.failed(pause, e);
                }
            }
            turnSince = OptionalLong.empty();
            pauseFor(pause);
        }
    }

    /** The first turn, or one after a turn that did not fail: what came before does not count any more. */
    private void begin() {
        if (isResting) {
            begunNanos = System.nanoTime();
            isResting = false;
        }
    }

    private void pauseFor(Duration pause) {
        try {
            wakeup.await(pause);
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted while it waited", thread.getName());
        }
    }
}
