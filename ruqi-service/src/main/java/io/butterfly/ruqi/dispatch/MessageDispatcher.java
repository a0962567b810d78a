package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.message.MessageState;
import io.butterfly.ruqi.message.Messages;
import io.butterfly.ruqi.message.Reception;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages, many in one call. A message's id is the firing's, so publishing twice is publishing once: while
 * BaiChuan is away it is tried again, as long as the job allows. Before it is given up BaiChuan is asked whether the
 * message is there. See the package's text.
 */
public final class MessageDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);
    private static final int MAX_BATCH = 500;
    private static final int MAX_BATCH_CHARS = 1_000_000; // BaiChuan takes 4 MB
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Messages messages;
    private final Slots slots;
    private final DispatchContext context;
    private final VirtualThreads threads = new VirtualThreads("ruqi-message", CLOSE_PATIENCE);
    private final ResendQueue resending = new ResendQueue(threads, this::publishAgain);
    private volatile boolean closed;

    public MessageDispatcher(Messages messages, Slots slots, DispatchContext context) {
        this.messages = messages;
        this.slots = slots;
        this.context = context;
    }

    @Override
    public Kind kind() {
        return Kind.MESSAGE;
    }

    @Override
    public Slots slots() {
        return slots;
    }

    @Override
    public void dispatch(List<Firing> firings) {
        Instant now = context.now();
        List<OutgoingMessage> sendings = new ArrayList<>();
        firings.forEach(
                firing -> message(firing).ifPresent(message -> sendings.add(new OutgoingMessage(message, now))));
        batches(sendings).forEach(batch -> threads.start(() -> later(publish(batch))));
    }

    private Optional<FiringMessage> message(Firing firing) {
        try {
            return Optional.of(FiringMessage.of(firing));
        } catch (Refusal e) {
            end(firing, context.now(), Status.FAILED, e.getMessage());
        } catch (RuntimeException e) { // the others of the batch go on
            LOG.error("firing {} of job {} failed in this service", firing.id(), firing.jobId(), e);
            end(firing, context.now(), Status.FAILED, "internal error; the log has it under firing " + firing.id());
        }
        return Optional.empty();
    }

    private static List<List<OutgoingMessage>> batches(List<OutgoingMessage> all) {
        List<List<OutgoingMessage>> batches = new ArrayList<>();
        int chars = 0;
        for (OutgoingMessage sending : all) {
            if (batches.isEmpty()
                    || batches.getLast().size() == MAX_BATCH
                    || chars + sending.length() > MAX_BATCH_CHARS) {
                batches.add(new ArrayList<>());
                chars = 0;
            }
            chars += sending.length();
            batches.getLast().add(sending);
        }
        return batches;
    }

    /** Returns what has to be tried again. */
    private List<OutgoingMessage> publish(List<OutgoingMessage> batch) {
        List<OutgoingMessage> open = batch.stream().filter(this::isOurs).toList();
        List<Reception> receptions;
        try {
            receptions = open.isEmpty()
                    ? List.of()
                    : messages.publish(
                            open.stream().map(sending -> sending.message).toList());
        } catch (BaiChuanUnreachable e) {
            LOG.warn("{} messages could not be published: {}", open.size(), e.getMessage());
            open.forEach(sending -> sending.failed(e.getMessage(), e.mayHaveArrived()));
            return open;
        } catch (InterruptedException e) {
            open.forEach(this::giveUp);
            return List.of();
        } catch (RuntimeException e) {
            LOG.error("{} messages could not be published by this service", open.size(), e);
            open.forEach(sending -> sending.failed("internal error; the log has it", true));
            return open;
        }
        List<OutgoingMessage> unsettled = new ArrayList<>();
        for (int i = 0; i < receptions.size(); i++) {
            if (!isSettled(open.get(i), receptions.get(i))) {
                unsettled.add(open.get(i));
            }
        }
        return unsettled;
    }

    private boolean isOurs(OutgoingMessage sending) {
        try {
            if (!closed && context.holds(sending.firing())) {
                return true;
            }
        } catch (InterruptedException e) {
            // the service stops
        }
        giveUp(sending);
        return false;
    }

    private void giveUp(OutgoingMessage sending) {
        context.giveUp(sending.firing());
        slots.release(1);
    }

    private boolean isSettled(OutgoingMessage sending, Reception reception) {
        switch (reception) {
            case Reception.Published published -> published(sending);
            case Reception.UnderWay underWay ->
                end(
                        sending.firing(),
                        sending.since,
                        Status.SKIPPED,
                        "the message '" + sending.message.id() + "' of an earlier firing was still under way");
            case Reception.Refused(String reason) ->
                end(sending.firing().withoutRetries(), sending.since, Status.FAILED, reason);
            case Reception.Later(String reason, boolean mayBeThere) -> {
                sending.failed(reason, mayBeThere);
                return false;
            }
        }
        return true;
    }

    private void published(OutgoingMessage sending) {
        Firing firing = sending.firing();
        if (!sending.message.awaitsEnd()) {
            end(firing, sending.since, Status.SUCCEEDED, sending.message.id());
            return;
        }
        try {
            context.published(firing);
        } catch (RuntimeException e) {
            LOG.warn(
                    "firing {} of job {} is published, but that could not be recorded; it is done again: {}",
                    firing.id(),
                    firing.jobId(),
                    e.toString());
            context.giveUp(firing);
        }
        slots.release(1);
    }

    private void end(Firing firing, Instant started, Status how, String text) {
        Optional<String> reason = how == Status.SUCCEEDED ? Optional.empty() : Optional.of(text);
        context.end(new Outcome(firing, how, text, started, context.now(), Duration.ZERO, reason));
        slots.release(1);
    }

    private void later(List<OutgoingMessage> unsettled) {
        if (closed) {
            unsettled.forEach(this::giveUp);
        } else {
            resending.later(unsettled);
        }
    }

    private List<OutgoingMessage> publishAgain(List<OutgoingMessage> due) {
        List<OutgoingMessage> left = new ArrayList<>();
        batches(stillRunning(due)).forEach(batch -> left.addAll(publish(batch)));
        endOverdue(left);
        return left;
    }

    /** Somebody may have stopped one. */
    private List<OutgoingMessage> stillRunning(List<OutgoingMessage> sendings) {
        Set<String> running;
        try {
            running = new HashSet<>(context.running(
                    sendings.stream().map(OutgoingMessage::firing).toList()));
        } catch (RuntimeException e) {
            return sendings; // the store is away, and the lease will be over soon
        }
        sendings.stream()
                .filter(sending -> !running.contains(sending.firing().id()))
                .forEach(this::giveUp);
        return sendings.stream()
                .filter(sending -> running.contains(sending.firing().id()))
                .toList();
    }

    /**
     * Takes out those whose time is up: they have ended as BaiChuan says when it is asked, else as what is known of
     * them.
     */
    private void endOverdue(List<OutgoingMessage> left) {
        List<OutgoingMessage> overdue =
                left.stream().filter(sending -> sending.isOver(context.now())).toList();
        left.removeAll(overdue);
        boolean isAnswering = true;
        for (OutgoingMessage sending : overdue) {
            isAnswering = isAnswering && hasEndedAsAnswered(sending);
            if (!isAnswering) {
                endUnanswered(sending);
            }
        }
    }

    private boolean hasEndedAsAnswered(OutgoingMessage sending) {
        try {
            if (messages.state(sending.message) instanceof MessageState.Gone) {
                end(
                        sending.firing(),
                        sending.since,
                        Status.FAILED,
                        sending.tried() + ": the message was not published");
            } else {
                published(sending);
            }
            return true;
        } catch (BaiChuanUnreachable e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void endUnanswered(OutgoingMessage sending) {
        if (closed) {
            giveUp(sending);
        } else if (sending.mayBeThere) {
            end(
                    sending.firing().withoutRetries(),
                    sending.since,
                    Status.LOST,
                    sending.tried() + ": nobody knows whether the message was published");
        } else {
            end(sending.firing(), sending.since, Status.FAILED, sending.tried() + ": the message was not published");
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
