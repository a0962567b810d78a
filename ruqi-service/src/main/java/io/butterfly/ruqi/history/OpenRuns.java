package io.butterfly.ruqi.history;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.PollLoop;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of this process, which every replica can look at and stop. */
@Singleton
public final class OpenRuns implements AutoCloseable {
    /** Why a firing that a call stopped has failed. */
    public static final String STOPPED = "stopped by a call of firing_stop";

    private static final Logger LOG = LoggerFactory.getLogger(OpenRuns.class);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final int LEDGER_CHARS = 4_096;

    private final Outputs outputs;
    private final Map<String, OpenRun> open = new ConcurrentHashMap<>();
    private PollLoop loop;

    public OpenRuns(Outputs outputs) {
        this.outputs = outputs;
    }

    public void start() {
        loop = PollLoop.start("ruqi-runs", this::tick);
    }

    /** The run of a firing by the thread that calls, until it is closed. */
    public OpenRun open(String firingId) {
        OpenRun run = new OpenRun(firingId, Thread.currentThread());
        open.put(firingId, run);
        return run;
    }

    Duration tick() {
        if (!open.isEmpty()) {
            Map<String, String> changed = new HashMap<>();
            open.values().forEach(run -> run.news().ifPresent(output -> changed.put(run.firingId, output)));
            if (!changed.isEmpty()) {
                outputs.keep(changed);
            }
            outputs.wanted(open.keySet()).forEach(this::stopHere);
        }
        return PACE;
    }

    private void stopHere(String firingId) {
        Optional.ofNullable(open.get(firingId)).ifPresent(OpenRun::stop);
    }

    /**
     * Ends a firing that waits, at once, or one that runs, within about a second when another replica runs it. It is
     * not tried again.
     */
    public void stop(String firingId) {
        boolean isPossible = isId(firingId);
        if (isPossible && outputs.endWaiting(firingId, STOPPED)) {
            return;
        }
        if (!isPossible || !outputs.wantStop(firingId)) {
            throw new Refusal(Stat.ERR, "nothing runs or waits as firing '" + firingId + "'");
        }
        stopHere(firingId);
    }

    /** Ids are ASCII; a database need not be able to compare them with anything else. */
    public static boolean isId(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    /** The output of a firing so far, or all of it. */
    public Outputs.Said said(String firingId) {
        Outputs.Said kept = (isId(firingId) ? outputs.of(firingId) : Optional.<Outputs.Said>empty())
                .orElseThrow(() -> new Refusal(Stat.ERR, "there is no firing '" + firingId + "'"));
        return Optional.ofNullable(open.get(firingId))
                .map(run -> new Outputs.Said(kept.status(), run.output.get()))
                .orElse(kept);
    }

    @Override
    public void close() {
        if (loop != null) {
            loop.close();
        }
    }

    /** One run. */
    public final class OpenRun implements AutoCloseable {
        private final String firingId;
        private final Thread thread;
        private volatile Supplier<String> output = () -> "";
        private String shown = "";
        private boolean isOver;
        private boolean isStopped;

        private OpenRun(String firingId, Thread thread) {
            this.firingId = firingId;
            this.thread = thread;
        }

        /** Where its output can be read while it grows. */
        public void shows(Supplier<String> growing) {
            output = growing;
        }

        private synchronized Optional<String> news() {
            String now = output.get();
            if (isOver || now.equals(shown)) {
                return Optional.empty();
            }
            shown = now;
            return Optional.of(now);
        }

        /** Its thread is interrupted, once. */
        private synchronized void stop() {
            if (!isOver && !isStopped) {
                isStopped = true;
                thread.interrupt();
            }
        }

        /** Whether a call stopped it. */
        public synchronized boolean isStopped() {
            return isStopped;
        }

        /** Keeps the whole output when the ledger would cut it. */
        public void said(String whole) {
            synchronized (this) {
                isOver = true;
            }
            if (whole.length() > LEDGER_CHARS) {
                try {
                    outputs.keep(Map.of(firingId, whole));
                } catch (RuntimeException e) { // the ledger has its beginning
                    LOG.warn("the output of firing {} could not be kept whole: {}", firingId, e.getMessage());
                }
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                isOver = true;
            }
            open.remove(firingId, this);
            if (isStopped()) {
                Thread.interrupted(); // it has stopped; what follows must not be interrupted
            }
        }
    }
}
