package io.butterfly.ruqi.dispatch;

import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.message.MessageState;
import io.butterfly.ruqi.message.Messages;
import java.util.List;
import java.util.Optional;

/** Ends firings whose message could not be published for as long as the job allows. */
final class OverdueMessages {
    private static final int AT_ONCE = 1_000; // one call, so that what was answered counts when the next one fails

    private final Messages messages;
    private final MessageRecorder recorder;

    OverdueMessages(Messages messages, MessageRecorder recorder) {
        this.messages = messages;
        this.recorder = recorder;
    }

    /**
     * Removes the overdue ones from the list. They end as BaiChuan answers when it is asked for the message; when it
     * does not answer, as the tries so far suggest. One that is there, and could not be recorded as published, stays.
     */
    void removeFrom(List<OutgoingMessage> unpublished) {
        List<OutgoingMessage> overdue = unpublished.stream()
                .filter(outgoing -> outgoing.isOverdue(recorder.now()))
                .toList();
        unpublished.removeAll(overdue);
        for (int from = 0; from < overdue.size(); from += AT_ONCE) {
            end(overdue.subList(from, Math.min(overdue.size(), from + AT_ONCE)), unpublished);
        }
    }

    /** @param unpublished receives those that stay */
    private void end(List<OutgoingMessage> overdue, List<OutgoingMessage> unpublished) {
        Optional<List<MessageState>> states = states(overdue);
        for (int i = 0; i < overdue.size(); i++) {
            if (states.isEmpty()) {
                endUnanswered(overdue.get(i));
            } else if (states.get().get(i) instanceof MessageState.Gone) {
                end(overdue.get(i), Status.FAILED, ": the message was not published");
            } else if (!recorder.published(overdue.get(i))) {
                unpublished.add(overdue.get(i));
            }
        }
    }

    /** Of all at once, because others wait to be published meanwhile; empty when BaiChuan does not answer. */
    private Optional<List<MessageState>> states(List<OutgoingMessage> overdue) {
        try {
            return Optional.of(messages.states(
                    overdue.stream().map(outgoing -> outgoing.message).toList()));
        } catch (BaiChuanUnreachable e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void endUnanswered(OutgoingMessage outgoing) {
        if (recorder.isClosed()) {
            recorder.giveUp(outgoing);
        } else if (outgoing.mayBeThere) {
            recorder.end(
                    outgoing.firing().withoutRetries(),
                    outgoing.since,
                    Status.LOST,
                    outgoing.tried() + ": it is unknown whether the message was published");
        } else {
            end(outgoing, Status.FAILED, ": the message was not published");
        }
    }

    private void end(OutgoingMessage outgoing, Status how, String text) {
        recorder.end(outgoing.firing(), outgoing.since, how, outgoing.tried() + text);
    }
}
