package io.butterfly.ruqi.dispatch;

import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.message.FiringMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records what became of messages, and releases their slots. After it is closed it only gives up. */
final class MessageRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(MessageRecorder.class);

    private final DispatchContext context;
    private final Slots slots;
    private volatile boolean closed;

    MessageRecorder(DispatchContext context, Slots slots) {
        this.context = context;
        this.slots = slots;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    Instant now() {
        return context.now();
    }

    FiringMessage reported(FiringMessage message) {
        return context.reported(message);
    }

    /** Whether this replica may publish it now; otherwise it is given up. */
    boolean isOurs(OutgoingMessage outgoing) {
        try {
            if (!closed && context.holds(outgoing.firing())) {
                return true;
            }
        } catch (InterruptedException e) {
            // the service stops
        }
        giveUp(outgoing);
        return false;
    }

    void giveUp(OutgoingMessage outgoing) {
        context.giveUp(outgoing.firing());
        slots.release(1);
    }

    /** Those whose firing still runs: a call may have stopped it meanwhile. The others are given up. */
    List<OutgoingMessage> stillRunning(List<OutgoingMessage> all) {
        Set<String> running;
        try {
            running = new HashSet<>(
                    context.running(all.stream().map(OutgoingMessage::firing).toList()));
        } catch (RuntimeException e) {
            return all; // the store is away, and the lease will end soon
        }
        all.stream()
                .filter(outgoing -> !running.contains(outgoing.firing().id()))
                .forEach(this::giveUp);
        return all.stream()
                .filter(outgoing -> running.contains(outgoing.firing().id()))
                .toList();
    }

    /**
     * BaiChuan has it: the firing has succeeded, unless it stays open until the message has ended.
     *
     * @return whether that is recorded; when it is not, the message may be sent again, because its id is the same
     */
    boolean published(OutgoingMessage outgoing) {
        Firing firing = outgoing.firing();
        if (!outgoing.message.awaitsEnd()) {
            end(firing, outgoing.since, Status.SUCCEEDED, outgoing.message.id());
            return true;
        }
        try {
            context.published(firing);
        } catch (RuntimeException e) {
            LOG.warn(
                    "firing {} of job {} is published, but that could not be recorded; it is done again: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
            outgoing.failed("it is published, but that could not be recorded", true);
            return false;
        }
        slots.release(1);
        return true;
    }

    /** The log says why this service could not publish it. */
    void endByError(Firing firing, Instant started) {
        context.end(Outcome.internalError(firing, started, context.now()));
        slots.release(1);
    }

    void end(Firing firing, Instant started, Status how, String text) {
        Optional<String> reason = how == Status.SUCCEEDED ? Optional.empty() : Optional.of(text);
        context.end(new Outcome(firing, how, text, started, context.now(), Duration.ZERO, reason));
        slots.release(1);
    }
}
