package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Carries out firings one by one, each on a virtual thread: HTTP calls and scripts. */
public final class SingleDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(SingleDispatcher.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Runner runner;
    private final Slots slots;
    private final DispatchContext context;
    private final OpenRuns runs;
    private final VirtualThreads threads;

    SingleDispatcher(Runner runner, Slots slots, DispatchContext context, OpenRuns runs) {
        this.runner = runner;
        this.slots = slots;
        this.context = context;
        this.runs = runs;
        this.threads = new VirtualThreads("ruqi-" + runner.kind().name().toLowerCase(Locale.ROOT), CLOSE_PATIENCE);
    }

    public static SingleDispatcher of(HttpRunner posts, Slots slots, DispatchContext context, OpenRuns runs) {
        return new SingleDispatcher(posts, slots, context, runs);
    }

    public static SingleDispatcher of(ScriptRunner scripts, Slots slots, DispatchContext context, OpenRuns runs) {
        return new SingleDispatcher(scripts, slots, context, runs);
    }

    @Override
    public Kind kind() {
        return runner.kind();
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public void dispatch(List<Firing> batch) {
        batch.forEach(this::start);
    }

    /** Without a thread it has failed, and only this one: others of the batch run already. */
    private void start(Firing firing) {
        try {
            threads.start(() -> carryOut(firing));
        } catch (RuntimeException | Error e) {
            LOG.error("firing {} of job {} got no thread", firing.id(), firing.jobId(), e);
            context.end(Outcome.internalError(firing, context.now(), context.now()));
            slots.release(1);
        }
    }

    private void carryOut(Firing firing) {
        MDC.put("reqid", firing.dispatchId()); // the thread is the firing's own and ends with it
        MDC.put("trace", firing.traceId());
        try {
            if (context.holds(firing)) {
                context.end(context.start(firing) ? execute(firing) : mayHaveRun(firing));
            } else {
                context.giveUp(firing);
            }
        } catch (InterruptedException e) {
            context.giveUp(firing); // the service stops; the next owner dispatches it again
        } catch (RuntimeException | Error e) {
            LOG.warn(
                    "firing {} of job {} could not be marked as started: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
            context.giveUp(firing);
        } finally {
            slots.release(1);
        }
    }

    /**
     * It was marked as started before, or has another owner by now; in the latter case this outcome changes nothing.
     */
    private Outcome mayHaveRun(Firing firing) {
        String reason = "the database's answer to its start was lost: it may have run, and must not run twice";
        return new Outcome(
                firing.withoutRetries(),
                Status.LOST,
                reason,
                context.now(),
                context.now(),
                Duration.ZERO,
                Optional.of(reason));
    }

    private Outcome execute(Firing firing) throws InterruptedException {
        Instant started = context.now();
        boolean isStopped = false;
        RunResult run;
        try (OpenRuns.OpenRun open = runs.open(firing.id())) {
            run = execute(firing, open);
            isStopped = open.isStopped();
            open.said(run.output());
        } catch (Refusal e) {
            run = RunResult.failed(e.getMessage(), Duration.ZERO, e.getMessage());
        } catch (RuntimeException | Error e) { // without an outcome it would run for ever, and hold up its job
            LOG.error("firing {} of job {} failed in this service", firing.id(), firing.jobId(), e);
            run = RunResult.failed(
                    "internal error", Duration.ZERO, "internal error; the log has it under firing " + firing.id());
        }
        boolean mayNotRunAgain = isStopped || (run.how() == Status.LOST && firing.isAtMostOnce());
        Firing ended = mayNotRunAgain ? firing.withoutRetries() : firing;
        return new Outcome(ended, run.how(), run.output(), started, context.now(), run.cost(), run.reason());
    }

    /** A run that a call stopped has failed; one that ends because the service stops is repeated by another replica. */
    private RunResult execute(Firing firing, OpenRuns.OpenRun open) throws InterruptedException {
        try {
            RunResult run = runner.run(firing, open);
            return open.isStopped() ? RunResult.failed(run.output(), run.cost(), OpenRuns.STOPPED) : run;
        } catch (InterruptedException e) {
            if (open.isStopped()) {
                return RunResult.failed(OpenRuns.STOPPED, Duration.ZERO, OpenRuns.STOPPED);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.close();
        threads.drain(); // those that were interrupted still record their outcome
        runner.close();
    }
}
