package io.butterfly.baichuan.audit;

import io.butterfly.baichuan.queue.Queues;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Audits of this process, one at a time. */
@Singleton
public final class Audits {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Parts parts;
    private final SteadyClock steady;
    private final VirtualThreads threads = new VirtualThreads("audit", Duration.ZERO);
    private Findings findings;
    private Future<?> running;

    Audits(Parts parts, SteadyClock steady) {
        this.parts = parts;
        this.steady = steady;
        this.findings = new Findings(false, steady);
    }

    /** What every audit works with. */
    @Singleton
    record Parts(
            AuditSteps steps,
            SeenMessages messages,
            SideAudit side,
            AuditRepairs repairs,
            Queues queues,
            Clock clock) {}

    /**
     * What is found within some seconds; a long audit goes on, and the next call tells more of it instead of starting
     * another.
     */
    public Findings.Report run(boolean isRepairing) {
        Future<?> work = started(isRepairing);
        try {
            work.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            forget(work);
        } catch (ExecutionException e) {
            forget(work);
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (TimeoutException | CancellationException e) {
            return findings.report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return findings.report();
    }

    private synchronized Future<?> started(boolean isRepairing) {
        if (running == null) {
            Findings fresh = new Findings(isRepairing, steady);
            findings = fresh;
            running = threads.start(() -> {
                new Audit(parts, isRepairing, fresh).run();
                fresh.done();
            });
        }
        return running;
    }

    private synchronized void forget(Future<?> work) {
        if (running == work) {
            running = null;
        }
    }

    @PreDestroy
    void stop() {
        threads.close();
    }
}
