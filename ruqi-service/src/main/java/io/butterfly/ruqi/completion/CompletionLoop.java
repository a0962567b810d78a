package io.butterfly.ruqi.completion;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.Outcome;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.PollLoop;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.worker.WorkerClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final int WAIT_SECONDS = 2;
    private static final int AGAIN_AFTER_SECONDS = 1;
    private static final RawJson RECORDED =
            RawJson.of(Json.mapper().createObjectNode().put("stat", Stat.OK.name()));
    /** The trace id of a firing's message: the firing's id, for a given message id with the number of the try. */
    private static final Pattern TRACE = Pattern.compile("[0-9A-F]{32}(\\.\\d{1,9})?");

    private final Replica replica;
    private final WorkerClient baiChuan;
    private final Awaited awaited;
    private PollLoop loop;
    private String name;

    public CompletionLoop(Replica replica, WorkerClient baiChuan, Awaited awaited) {
        this.replica = replica;
        this.baiChuan = baiChuan;
        this.awaited = awaited;
    }

    /** @param instanceName {@code host:port:pid} */
    public void start(String instanceName) {
        name = instanceName;
        loop = PollLoop.start("ruqi-completion", this::tick, AGAIN);
    }

    Duration tick() throws IOException, InterruptedException {
        if (replica.held().isEmpty() || !awaited.isAny()) {
            return IDLE;
        }
        List<ClaimedMessage> ends = baiChuan.claim(
                        new WorkerClaim(name, List.of(FiringMessage.END_HANDLER), LIMIT, WAIT_SECONDS, List.of()))
                .messages();
        if (!ends.isEmpty()) {
            baiChuan.finish(new WorkerFinish(name, record(ends)));
        }
        return Duration.ZERO;
    }

    /**
     * Together; when that fails, one by one, so that a report that cannot be recorded harms no other one: it is
     * dropped.
     */
    private List<Outcome> record(List<ClaimedMessage> ends) {
        try {
            awaited.end(ends.stream().flatMap(end -> understood(end).stream()).toList());
            return ends.stream().map(end -> Outcome.finished(end, RECORDED)).toList();
        } catch (Refusal e) {
            LOG.warn("{} ends of messages could not be recorded now, they come again: {}", ends.size(), e.getMessage());
            return ends.stream()
                    .map(end -> Outcome.released(end, AGAIN_AFTER_SECONDS))
                    .toList();
        } catch (RuntimeException e) {
            if (ends.size() == 1) {
                LOG.error(
                        "the end {} cannot be recorded and is dropped",
                        ends.getFirst().taskId(),
                        e);
                return List.of(Outcome.finished(ends.getFirst(), RECORDED));
            }
            LOG.info("{} ends of messages are recorded one by one: {}", ends.size(), e.toString());
            List<Outcome> outcomes = new ArrayList<>();
            ends.forEach(end -> outcomes.addAll(record(List.of(end))));
            return outcomes;
        }
    }

    /** Anybody can publish to the handler; what is no report about a firing of ours is not. */
    private static Optional<Finished> understood(ClaimedMessage end) {
        try {
            Finished finished = Json.read(end.params().text(), Finished.class);
            if (finished.taskId() != null
                    && finished.traceId() != null
                    && TRACE.matcher(finished.traceId()).matches()) {
                return Optional.of(finished);
            }
            LOG.error("the end {} is about no firing and is dropped", end.taskId());
        } catch (RuntimeException e) {
            LOG.error("the end {} is not understood and is dropped: {}", end.taskId(), e.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        if (loop == null) {
            return;
        }
        leave(true); // ends the claim that waits
        loop.close(CLOSE_PATIENCE);
        leave(false);
        loop = null;
    }

    private void leave(boolean isDraining) {
        try {
            baiChuan.leave(new WorkerLeave(name, isDraining));
        } catch (IOException e) {
            LOG.debug("BaiChuan does not hear that this worker leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
