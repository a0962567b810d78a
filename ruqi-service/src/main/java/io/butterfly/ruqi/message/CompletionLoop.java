package io.butterfly.ruqi.message;

import io.butterfly.api.Refusal;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import io.butterfly.queue.Inbox;
import io.butterfly.queue.Inbox.Arrival;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.worker.WorkerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims the reports of ends and records them. It asks BaiChuan only while some firing awaits its message's end. See
 * the package's text.
 */
public final class CompletionLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CompletionLoop.class);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final Backoff AGAIN = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));
    private static final int LIMIT = 200;
    /** The trace id of a firing's message: the firing's id, for a given message id with the number of the try. */
    private static final Pattern TRACE = Pattern.compile("[0-9A-F]{32}(\\.\\d{1,9})?");

    private final Replica replica;
    private final WorkerClient baiChuan;
    private final Awaited awaited;
    private PollLoop loop;
    private String instanceName;
    private volatile Inbox inbox;

    public CompletionLoop(Replica replica, WorkerClient baiChuan, Awaited awaited) {
        this.replica = replica;
        this.baiChuan = baiChuan;
        this.awaited = awaited;
    }

    /** @param instanceName {@code host:port:pid} */
    public void start(String instanceName) {
        this.instanceName = instanceName;
        loop = PollLoop.start("ruqi-completion", this::tick, AGAIN);
    }

    Duration tick() throws IOException, InterruptedException {
        if (replica.held().isEmpty() || !awaited.isAny()) {
            return IDLE;
        }
        if (inbox == null) { // only now it is certain that the store can be asked
            inbox = new Inbox(baiChuan, instanceName, awaited.endHandlers());
        }
        List<Arrival> ends = inbox.take(LIMIT);
        if (!ends.isEmpty()) {
            record(ends);
            inbox.flush();
        }
        return Duration.ZERO;
    }

    /**
     * All together. When that fails each is recorded alone, so that a report that cannot be recorded harms no other
     * one: it is dropped, and the {@link ReconcileLoop} asks for that end.
     */
    private void record(List<Arrival> ends) {
        try {
            awaited.end(ends.stream().flatMap(end -> understood(end).stream()).toList());
            ends.forEach(inbox::done);
        } catch (Refusal e) {
            LOG.warn("{} ends of messages could not be recorded now, they come again: {}", ends.size(), e.getMessage());
            ends.forEach(inbox::giveBack);
        } catch (RuntimeException e) {
            if (ends.size() == 1) {
                String id = ends.getFirst().message().taskId();
                LOG.error("the end {} cannot be recorded and is dropped", id, e);
                inbox.done(ends.getFirst());
                return;
            }
            LOG.info("{} ends of messages are recorded one by one: {}", ends.size(), e.toString());
            ends.forEach(end -> record(List.of(end)));
        }
    }

    /** Every client can publish to the handler; a message that is no report about a firing of ours is dropped. */
    private static Optional<Finished> understood(Arrival arrival) {
        Optional<Finished> ours = arrival.end()
                .filter(end -> end.taskId() != null && end.traceId() != null)
                .filter(end -> TRACE.matcher(end.traceId()).matches());
        if (ours.isEmpty() && arrival.end().isPresent()) {
            LOG.error(
                    "the end {} is about no firing and is dropped",
                    arrival.message().taskId());
        }
        return ours;
    }

    @Override
    public void close() {
        if (loop == null) {
            return;
        }
        Optional.ofNullable(inbox).ifPresent(open -> open.leave(true)); // ends the claim that waits
        loop.close(CLOSE_PATIENCE);
        loop = null;
        if (inbox != null) {
            inbox.close();
            inbox.leave(false);
        }
    }
}
