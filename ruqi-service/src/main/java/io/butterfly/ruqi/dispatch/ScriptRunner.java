package io.butterfly.ruqi.dispatch;

import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.command.Command;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.command.Scripts;
import io.butterfly.ruqi.command.Target;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.policy.PolicyText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs scripts: without a shell, in their own process group, with their output read as it comes and the whole group
 * killed at the limit.
 */
public final class ScriptRunner implements Runner {
    private static final Logger LOG = LoggerFactory.getLogger(ScriptRunner.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);
    private static final Duration OUTPUT_PATIENCE = Duration.ofSeconds(1);

    private final Scripts scripts;
    private final Duration limit;
    private final SteadyClock clock;
    private final VirtualThreads readers = new VirtualThreads("ruqi-script-output", CLOSE_PATIENCE);

    public ScriptRunner(Scripts scripts, Duration limit, SteadyClock clock) {
        this.scripts = scripts;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.SCRIPT;
    }

    @Override
    public RunResult run(Firing firing, OpenRuns.OpenRun open) throws InterruptedException {
        Target.Script script = (Target.Script) Command.parse(firing.cmd());
        long start = clock.nanos();
        List<String> line = scripts.commandLine(script);
        ProcessGroup started;
        try {
            started = ProcessGroup.start(scripts.asUser(), line, scripts.folder(), firing);
        } catch (IOException e) {
            LOG.warn("script of job {} could not be started: {}", firing.jobId(), e.getMessage());
            String reason = "the script could not be started: is " + script.interpreter() + " installed here?";
            return RunResult.failed(reason, Duration.ZERO, reason);
        }
        try (ProcessGroup group = started) {
            return await(group, open, firing, start);
        }
    }

    /** When the service stops, a script that may run twice is left to the next owner of its firing. */
    private RunResult await(ProcessGroup group, OpenRuns.OpenRun open, Firing firing, long start)
            throws InterruptedException {
        Duration allowed = firing.policies().execution().timeout().orElse(limit);
        CappedOutput output = new CappedOutput(group.process());
        open.shows(output::text);
        Future<?> reader = readers.start(output);
        try {
            if (!group.process().waitFor(allowed.toMillis(), TimeUnit.MILLISECONDS)) {
                group.kill();
                return RunResult.failed(
                        "exe timeout",
                        clock.since(start),
                        "exit code 124: it ran into its limit of " + PolicyText.inSeconds(allowed) + " s");
            }
            output.await(reader, OUTPUT_PATIENCE);
            int code = group.process().exitValue();
            Duration cost = clock.since(start);
            return code == 0
                    ? RunResult.succeeded(output.text(), cost)
                    : RunResult.failed(output.text(), cost, "exit code " + code);
        } catch (InterruptedException e) {
            group.kill();
            if (!firing.isAtMostOnce() && !open.isStopped()) {
                throw e;
            }
            return RunResult.failed(output.text(), clock.since(start), "the service was stopped while it ran");
        }
    }

    @Override
    public void close() {
        readers.close();
    }
}
