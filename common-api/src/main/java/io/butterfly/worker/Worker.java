package io.butterfly.worker;

import io.butterfly.api.worker.Claimed;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.LeaseStats;
import io.butterfly.api.worker.LeaseStats.LeaseStat;
import io.butterfly.api.worker.OutcomeStat;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerHeartbeat;
import io.butterfly.api.worker.WorkerHeartbeat.HeldLease;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.VirtualThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs handlers for the messages that it claims from BaiChuan. See the package's text; built by {@link WorkerBuilder}.
 */
public final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);
    private static final Duration WATCH_EVERY = Duration.ofMillis(500);
    private static final int HEARTBEATS_PER_LEASE = 3;
    private static final int MOST_PER_CALL = 1_000;
    private static final Duration FAREWELL_PATIENCE = Duration.ofSeconds(2);
    private static final Backoff RECONNECT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    private final WorkerBuilder settings;
    private final WorkerClient client;
    private final Held held = new Held();
    private final VirtualThreads threads;
    private final PollLoop claims;
    private final PollLoop finishes;
    private final PollLoop watch;
    private volatile boolean isWaitingForMessages;
    private volatile boolean isClosing;
    private volatile int leaseSeconds = 30;
    private final SteadyClock clock = SteadyClock.system();
    private long lastHeartbeatNanos = clock.nanos(); // only used by the watch loop

    Worker(WorkerBuilder settings) {
        this.settings = settings;
        this.client = new WorkerClient(settings.baichuan(), settings.credential());
        this.threads = new VirtualThreads("handler", settings.drainPatience());
        this.finishes = PollLoop.start("worker-finish", this::finish, RECONNECT);
        this.watch = PollLoop.start("worker-watch", this::watch, RECONNECT);
        this.claims = PollLoop.start("worker-claim", this::claim, RECONNECT);
    }

    public static WorkerBuilder at(String baichuan) {
        return new WorkerBuilder(baichuan);
    }

    private Duration claim() throws IOException, InterruptedException {
        int free = settings.concurrency() - held.running().size();
        if (free <= 0 || isClosing) {
            return UNTIL_WOKEN;
        }
        isWaitingForMessages = true;
        List<WorkerOutcome> results = held.takeOutcomes();
        try {
            int wait = results.isEmpty() ? settings.waitSeconds() : 0;
            Claimed claimed = client.claim(new WorkerClaim(
                    settings.name(), settings.handlerNames(), Math.min(free, MOST_PER_CALL), wait, results));
            acknowledge(results, claimed.results());
            claimed.messages().forEach(this::start);
            return Duration.ZERO;
        } catch (IOException | InterruptedException | RuntimeException e) {
            held.unsent(results);
            throw e;
        } finally {
            isWaitingForMessages = false;
        }
    }

    private void start(ClaimedMessage message) {
        leaseSeconds = message.leaseSeconds();
        Execution execution = new Execution(message, settings.handler(message.handler()), this::ended);
        if (isClosing) { // the answer was under way when this began to close
            execution.release();
            return;
        }
        held.started(execution);
        execution.runsOn(threads.start(execution));
    }

    private void ended(Execution execution, WorkerOutcome outcome) {
        held.ended(execution, outcome);
        if (isWaitingForMessages) {
            finishes.wake();
        } else {
            claims.wake();
        }
    }

    private Duration finish() throws IOException, InterruptedException {
        List<WorkerOutcome> results = held.takeOutcomes();
        if (results.isEmpty()) {
            return UNTIL_WOKEN;
        }
        try {
            acknowledge(
                    results,
                    client.finish(new WorkerFinish(settings.name(), results)).results());
        } catch (IOException | InterruptedException | RuntimeException e) {
            held.unsent(results);
            throw e;
        }
        return Duration.ZERO;
    }

    private void acknowledge(List<WorkerOutcome> results, List<OutcomeStat> stats) {
        held.acknowledged(results);
        if (stats != null) {
            stats.stream()
                    .filter(stat -> !"OK".equals(stat.stat()))
                    .forEach(stat -> LOG.warn(
                            "the outcome of message {} was refused: {} {}",
                            stat.taskId(),
                            stat.stat(),
                            stat.message() == null ? "" : stat.message()));
        }
    }

    private Duration watch() throws IOException, InterruptedException {
        held.running().stream().filter(Execution::isPastTimeout).forEach(Execution::timeOut);
        Duration heartbeatEvery = Duration.ofSeconds(leaseSeconds).dividedBy(HEARTBEATS_PER_LEASE);
        if (clock.since(lastHeartbeatNanos).compareTo(heartbeatEvery) >= 0) {
            List<Execution> all = held.all();
            for (int from = 0;
                    from == 0 || from < all.size();
                    from += MOST_PER_CALL) { // an idle worker shows that it lives, too
                heartbeat(all.subList(from, Math.min(all.size(), from + MOST_PER_CALL)));
            }
            lastHeartbeatNanos = clock.nanos();
        }
        return WATCH_EVERY;
    }

    private void heartbeat(List<Execution> executions) throws IOException, InterruptedException {
        List<HeldLease> leases = executions.stream()
                .map(execution -> new HeldLease(
                        execution.message().taskId(), execution.message().lease()))
                .toList();
        LeaseStats stats = client.heartbeat(new WorkerHeartbeat(settings.name(), leases));
        for (int i = 0; i < executions.size(); i++) {
            LeaseStat stat = stats.leases().get(i);
            boolean isOver = stat.cancel() || !"OK".equals(stat.stat());
            if (isOver && held.isRunning(executions.get(i))) { // not one that has ended meanwhile
                LOG.info("stopping message {}: {}", stat.taskId(), stat.cancel() ? "it was cancelled" : stat.stat());
                executions.get(i).interrupt();
            }
        }
    }

    /** Takes no more, lets what runs end, and gives the rest back. */
    @Override
    public void close() {
        isClosing = true;
        leave(true); // ends the claim that waits, so that no message is on its way to a connection that is cut
        claims.close(FAREWELL_PATIENCE);
        isWaitingForMessages = true; // from now on outcomes go by the finish loop
        finishes.wake();
        threads.drain();
        List.copyOf(held.running()).forEach(Execution::release);
        finishes.close();
        flush();
        watch.close(Duration.ZERO);
        leave(false);
    }

    private void leave(boolean isDraining) {
        try {
            client.leave(new WorkerLeave(settings.name(), isDraining));
        } catch (IOException e) {
            LOG.debug("BaiChuan does not hear that this worker leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() {
        try {
            while (held.hasOutcomes()) {
                finish();
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{} outcomes could not be delivered: their messages will run again: {}",
                    held.all().size(),
                    e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
