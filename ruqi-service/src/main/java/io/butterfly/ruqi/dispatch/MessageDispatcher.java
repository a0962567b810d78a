package io.butterfly.ruqi.dispatch;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.queue.Publication;
import io.butterfly.queue.Publisher;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Dispatcher;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.message.FiringMessage;
import io.butterfly.ruqi.message.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages, many in one call. A message's id is the firing's, so publishing twice is publishing once: while
 * BaiChuan is away it is tried again, as long as the job allows. See the package's text.
 */
public final class MessageDispatcher implements Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDispatcher.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final Messages messages;
    private final Slots slots;
    private final MessageRecorder recorder;
    private final OverdueMessages overdue;
    private final VirtualThreads threads = new VirtualThreads("ruqi-message", CLOSE_PATIENCE);
    private final ResendQueue resendQueue = new ResendQueue(threads, this::publishAgain);

    public MessageDispatcher(Messages messages, Slots slots, DispatchContext context) {
        this.messages = messages;
        this.slots = slots;
        this.recorder = new MessageRecorder(context, slots);
        this.overdue = new OverdueMessages(messages, recorder);
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
        Instant now = recorder.now();
        List<OutgoingMessage> outgoing = new ArrayList<>();
        firings.forEach(
                firing -> message(firing).ifPresent(message -> outgoing.add(new OutgoingMessage(message, now))));
        Publisher.batches(outgoing, OutgoingMessage::length).forEach(this::start);
    }

    /** Without a thread these have failed, and only these: other batches are on their way already. */
    private void start(List<OutgoingMessage> batch) {
        try {
            threads.start(() -> later(publish(batch)));
        } catch (RuntimeException | Error e) {
            LOG.error("{} messages got no thread", batch.size(), e);
            batch.forEach(outgoing -> recorder.endByError(outgoing.firing(), outgoing.since));
        }
    }

    private Optional<FiringMessage> message(Firing firing) {
        try {
            return Optional.of(FiringMessage.of(firing));
        } catch (Refusal e) {
            recorder.end(firing, recorder.now(), Status.FAILED, e.getMessage());
        } catch (RuntimeException | Error e) { // the others of the batch go on
            LOG.error("firing {} of job {} failed in this service", firing.id(), firing.jobId(), e);
            recorder.endByError(firing, recorder.now());
        }
        return Optional.empty();
    }

    /** Returns what has to be tried again. */
    private List<OutgoingMessage> publish(List<OutgoingMessage> batch) {
        List<OutgoingMessage> open = batch.stream().filter(recorder::isOurs).toList();
        List<Publication> answers;
        try {
            answers = open.isEmpty()
                    ? List.of()
                    : messages.publish(open.stream()
                            .map(outgoing -> recorder.reported(outgoing.message))
                            .toList());
        } catch (BaiChuanUnreachable e) {
            LOG.warn("{} messages could not be published: {}", open.size(), e.getMessage());
            open.forEach(outgoing -> outgoing.failed(e.getMessage(), e.mayHaveArrived()));
            return open;
        } catch (InterruptedException e) {
            open.forEach(recorder::giveUp);
            return List.of();
        } catch (RuntimeException | Error e) {
            LOG.error("{} messages could not be published by this service", open.size(), e);
            open.forEach(outgoing -> outgoing.failed("internal error; the log has it", true));
            return open;
        }
        List<OutgoingMessage> unsettled = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (!isSettled(open.get(i), answers.get(i))) {
                unsettled.add(open.get(i));
            }
        }
        return unsettled;
    }

    private boolean isSettled(OutgoingMessage outgoing, Publication answer) {
        switch (answer) {
            case Publication.Published _p -> {
                return recorder.published(outgoing);
            }
            case Publication.UnderWay _u
            when outgoing.message.hasGivenId() ->
                recorder.end(
                        outgoing.firing(),
                        outgoing.since,
                        Status.SKIPPED,
                        "the message '" + outgoing.message.id() + "' of an earlier firing was still under way");
            case Publication.UnderWay(String stat, String why) ->
                refused(outgoing, "BaiChuan refused it with " + stat + ": " + why);
            case Publication.Refused(String stat, String why) ->
                refused(outgoing, "BaiChuan refused it with " + stat + ": " + why);
            case Publication.StoodIn(String why) -> refused(outgoing, "BaiChuan did not publish it: " + why);
            case Publication.Unwritable(String why) -> refused(outgoing, "the message cannot be sent: " + why);
            case Publication.NotNow(String reason, boolean mayBeThere) -> {
                outgoing.failed(reason, mayBeThere);
                return false;
            }
        }
        return true;
    }

    /** It will never be taken. */
    private void refused(OutgoingMessage outgoing, String why) {
        recorder.end(outgoing.firing().withoutRetries(), outgoing.since, Status.FAILED, why);
    }

    private void later(List<OutgoingMessage> unsettled) {
        if (recorder.isClosed()) {
            unsettled.forEach(recorder::giveUp);
        } else {
            resendQueue.later(unsettled);
        }
    }

    private List<OutgoingMessage> publishAgain(List<OutgoingMessage> due) {
        List<OutgoingMessage> left = new ArrayList<>();
        Publisher.batches(recorder.stillRunning(due), OutgoingMessage::length)
                .forEach(batch -> left.addAll(publish(batch)));
        overdue.removeFrom(left);
        return left;
    }

    @Override
    public void close() {
        recorder.close();
        threads.close();
    }
}
