package io.butterfly.standalone.supervise;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process that is started again whenever it ends. */
public final class Member implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final Duration CHECK = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Supplier<ChildProcess> launch;
    private final SteadyClock clock = SteadyClock.system();
    private final RestartPause restartPause = new RestartPause();
    private final PollLoop loop;
    private volatile ChildProcess process;
    private long startedNanos;

    private Member(String name, Supplier<ChildProcess> launch) {
        this.name = name;
        this.launch = launch;
        this.loop = PollLoop.start("supervise-" + name, this::tick);
    }

    /** Returns at once; the process comes up in the background. */
    public static Member start(String name, Supplier<ChildProcess> launch) {
        return new Member(name, launch);
    }

    private Duration tick() {
        if (process != null && process.isAlive()) {
            return CHECK;
        }
        if (process != null) {
            Duration pause = restartPause.after(clock.since(startedNanos));
            LOG.warn(
                    "{} (pid {}) ended with code {}; starting it again in {} ms",
                    name,
                    process.pid(),
                    process.exitCode(),
                    pause.toMillis());
            process = null;
            if (!pause.isZero()) {
                return pause;
            }
        }
        startedNanos = clock.nanos();
        process = launch.get();
        process.onExit(this::wake);
        return CHECK;
    }

    private void wake() {
        loop.wake();
    }

    @Override
    public void close() {
        loop.close();
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }
}
