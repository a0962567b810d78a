package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.output.Runs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out firings one by one, each on a virtual thread: HTTP calls and scripts. */
public final class SingleDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(SingleDispatcher.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private final Runner runner;
    private final Slots slots;
    private final Custody custody;
    private final Runs runs;
    private final VirtualThreads threads;

    private SingleDispatcher(Runner runner, Slots slots, Custody custody, Runs runs) {
        this.runner = runner;
        this.slots = slots;
        this.custody = custody;
        this.runs = runs;
        this.threads = new VirtualThreads("ruqi-" + runner.kind().name().toLowerCase(Locale.ROOT), CLOSE_PATIENCE);
    }

    public static SingleDispatcher of(HttpPosts posts, Slots slots, Custody custody, Runs runs) {
        return new SingleDispatcher(posts, slots, custody, runs);
    }

    public static SingleDispatcher of(ScriptRuns scripts, Slots slots, Custody custody, Runs runs) {
        return new SingleDispatcher(scripts, slots, custody, runs);
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
        batch.forEach(firing -> threads.start(() -> carryOut(firing)));
    }

    private void carryOut(Firing firing) {
        try {
            if (custody.holds(firing)) {
                custody.end(custody.start(firing) ? execute(firing) : mayHaveRun(firing));
            } else {
                custody.giveUp(firing);
            }
        } catch (InterruptedException e) {
            custody.giveUp(firing); // the service stops; the next owner dispatches it again
        } catch (RuntimeException e) {
            LOG.warn(
                    "firing {} of job {} could not be marked as started: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
            custody.giveUp(firing);
        } finally {
            slots.release(1);
        }
    }

    /** It was marked as started before, or is another's by now; in the latter case this outcome changes nothing. */
    private Outcome mayHaveRun(Firing firing) {
        String reason = "the database's answer to its start was lost: it may have run, and must not run twice";
        return new Outcome(
                firing.withoutRetries(),
                Status.LOST,
                reason,
                custody.now(),
                custody.now(),
                Duration.ZERO,
                Optional.of(reason));
    }

    private Outcome execute(Firing firing) throws InterruptedException {
        Instant started = custody.now();
        boolean isStopped = false;
        Run run;
        try (Runs.Run open = runs.open(firing.id())) {
            run = execute(firing, open);
            isStopped = open.isStopped();
            open.said(run.output());
        } catch (Refusal e) {
            run = Run.failed(e.getMessage(), Duration.ZERO, e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("firing {} of job {} failed in this service", firing.id(), firing.jobId(), e);
            run = Run.failed(
                    "internal error", Duration.ZERO, "internal error; the log has it under firing " + firing.id());
        }
        boolean mayNotRunAgain = isStopped || (run.how() == Status.LOST && firing.isAtMostOnce());
        Firing ended = mayNotRunAgain ? firing.withoutRetries() : firing;
        return new Outcome(ended, run.how(), run.output(), started, custody.now(), run.cost(), run.reason());
    }

    /** A run that somebody stopped has failed; one that is broken off because the service stops goes on elsewhere. */
    private Run execute(Firing firing, Runs.Run open) throws InterruptedException {
        try {
            Run run = runner.run(firing, open);
            return open.isStopped() ? Run.failed(run.output(), run.cost(), Runs.STOPPED) : run;
        } catch (InterruptedException e) {
            if (open.isStopped()) {
                return Run.failed(Runs.STOPPED, Duration.ZERO, Runs.STOPPED);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        threads.close();
        threads.drain(); // those that were interrupted still have their outcome to tell
        runner.close();
    }
}
