package io.butterfly.embedded;

import io.butterfly.embedded.process.ChildProcess;
import io.butterfly.embedded.process.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One server process that can be killed and comes back on the same port with its data. */
public abstract sealed class Server implements AutoCloseable permits MariaDb, Redis {
    private static final Duration START_LIMIT = Duration.ofSeconds(120); // a crash recovery may take its time
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
    static final int PROBE_TIMEOUT_MS = 500;

    private final ServerHome home;
    private ChildProcess process;

    Server(ServerHome home) {
        this.home = home;
    }

    /** Makes the data folder when there is none. */
    abstract void prepare();

    /** Executable and arguments. */
    abstract List<String> line();

    abstract boolean isReady();

    final void launch() {
        home.pidFile().endLeftBehind();
        prepare();
        Ports.requireFree(home.port(), home.name());
        process =
                ChildProcess.start(new ChildProcess.Command(home.name(), line(), Map.of(), home.pidFile(), home.log()));
        if (home.endsWithJvm()) {
            process.endWithThisJvm();
        }
        process.await(this::isReady, START_LIMIT);
    }

    public final int port() {
        return home.port();
    }

    public final long pid() {
        return process.pid();
    }

    public final ChildProcess process() {
        return process;
    }

    public final void kill() {
        process.kill();
    }

    public final void stop() {
        process.stop(STOP_PATIENCE);
    }

    /** The same port and data. */
    public final void restart() {
        stop();
        launch();
    }

    @Override
    public final void close() {
        stop();
    }
}
