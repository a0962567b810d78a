package io.butterfly.ruqi.dispatch;

import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.message.MessageState;
import io.butterfly.ruqi.message.Messages;
import java.util.List;

/** Ends firings whose message could not be published for as long as the job allows. */
final class OverdueMessages {
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
        boolean isAnswering = true;
        for (OutgoingMessage outgoing : overdue) {
            isAnswering = isAnswering && isAnswered(outgoing, unpublished);
            if (!isAnswering) {
                endUnanswered(outgoing);
            }
        }
    }

    private boolean isAnswered(OutgoingMessage outgoing, List<OutgoingMessage> unpublished) {
        try {
            if (messages.state(outgoing.message) instanceof MessageState.Gone) {
                end(outgoing, Status.FAILED, ": the message was not published");
            } else if (!recorder.published(outgoing)) {
                unpublished.add(outgoing);
            }
            return true;
        } catch (BaiChuanUnreachable e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
