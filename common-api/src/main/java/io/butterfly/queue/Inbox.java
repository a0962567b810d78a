package io.butterfly.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.worker.ClaimedMessage;
import io.butterfly.api.worker.WorkerClaim;
import io.butterfly.api.worker.WorkerFinish;
import io.butterfly.api.worker.WorkerLeave;
import io.butterfly.api.worker.WorkerOutcome;
import io.butterfly.worker.WorkerClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that {@code on_finish} sends to a service's handlers when other messages have ended, for one loop and so
 * one thread. How each was dealt with travels with the next {@link #take}, or with {@link #flush}. When that is lost
 * the message comes again.
 */
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int WAIT_SECONDS = 2;
    private static final int AGAIN_AFTER_SECONDS = 1;
    private static final RawJson DONE =
            RawJson.of(Json.mapper().createObjectNode().put("stat", Stat.OK.name()));

    private final WorkerClient client;
    private final String worker;
    private final Supplier<List<String>> handlers;
    private List<WorkerOutcome> outcomes = new ArrayList<>();

    /**
     * @param worker {@code host:port:pid}, unique among living workers; inboxes of one process may share it
     * @param handlers that {@code on_finish} names
     */
    public Inbox(WorkerClient client, String worker, List<String> handlers) {
        this(client, worker, () -> handlers);
    }

    /** The same, with handlers that cannot be known before completions are taken. */
    public Inbox(WorkerClient client, String worker, Supplier<List<String>> handlers) {
        this.client = client;
        this.worker = worker;
        this.handlers = handlers;
    }

    /**
     * One message, which must be settled by {@link #done} or {@link #giveBack}.
     *
     * @param end empty when it is not understood: every client can publish to the handler
     */
    public record Arrival(Optional<Finished> end, ClaimedMessage message) {}

    /** Waits up to 2 s for at least one. */
    public List<Arrival> take(int limit) throws IOException, InterruptedException {
        List<ClaimedMessage> claimed = client.claim(
                        new WorkerClaim(worker, handlers.get(), limit, WAIT_SECONDS, outcomes))
                .messages();
        outcomes = new ArrayList<>();
        return claimed.stream().map(Inbox::arrival).toList();
    }

    private static Arrival arrival(ClaimedMessage message) {
        try {
            byte[] params = message.params().text().getBytes(StandardCharsets.UTF_8);
            return new Arrival(Optional.ofNullable(Json.read(params, new TypeReference<Finished>() {})), message);
        } catch (JsonProcessingException e) {
            LOG.error("the end {} is not understood and is dropped{}", message.taskId(), Json.where(e));
            return new Arrival(Optional.empty(), message);
        } catch (IOException e) {
            throw new IllegalStateException(e); // there is no input that could fail
        }
    }

    /** It has been dealt with, for good. */
    public void done(Arrival arrival) {
        outcomes.add(WorkerOutcome.finished(arrival.message(), DONE));
    }

    /** It could not be dealt with now, and comes again in a second, here or on another replica. */
    public void giveBack(Arrival arrival) {
        outcomes.add(WorkerOutcome.released(arrival.message(), AGAIN_AFTER_SECONDS));
    }

    /** Says now how the last ones were dealt with. */
    public void flush() throws IOException, InterruptedException {
        if (!outcomes.isEmpty()) {
            List<WorkerOutcome> sent = outcomes;
            outcomes = new ArrayList<>();
            client.finish(new WorkerFinish(worker, sent));
        }
    }

    /**
     * Ends the claims that wait, of all inboxes of this worker.
     *
     * @param isDraining whether outcomes are still to come
     */
    public void leave(boolean isDraining) {
        try {
            client.leave(new WorkerLeave(worker, isDraining));
        } catch (IOException e) {
            LOG.debug("BaiChuan does not learn that this worker leaves", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        int left = outcomes.size();
        try {
            flush();
        } catch (IOException e) {
            LOG.info("{} end(s) of messages will come again: {}", left, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
