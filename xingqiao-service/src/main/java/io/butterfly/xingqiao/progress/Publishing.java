package io.butterfly.xingqiao.progress;

import io.butterfly.kernel.Outage;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Messages.Published;
import io.butterfly.xingqiao.progress.Messages.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages, and what follows from the answers: a message that is refused, or has ended already, moves its
 * job, which may start tasks whose messages are published next. A long chain of such tasks is gone through in a loop,
 * and memory holds the messages of one batch.
 */
final class Publishing {
    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final Turns turns;
    private final Starts starts;
    private final Acknowledgements acknowledgements;
    private final Backlog backlog;
    private final Outage outage = new Outage("publishing");

    Publishing(Turns turns, Starts starts, Acknowledgements acknowledgements, Backlog backlog) {
        this.turns = turns;
        this.starts = starts;
        this.acknowledgements = acknowledgements;
        this.backlog = backlog;
    }

    /** An answer that moves its job. */
    private record Answered(TaskStart start, String cmd, Published.Moving answer) {}

    /** Returns whether it worked; otherwise tasks stay pending. */
    boolean publish(List<TaskMessage> batch) {
        Queue<Answered> answered = new ArrayDeque<>();
        boolean isAllPublished = true;
        List<TaskMessage> next = batch;
        try {
            while (!next.isEmpty() || !answered.isEmpty()) {
                isAllPublished &= next.isEmpty() || publish(next, answered);
                Outgoing more = Outgoing.NOTHING;
                while (!answered.isEmpty() && !more.isLarge()) {
                    more = more.and(follow(answered.remove()));
                }
                backlog.add(more.later());
                next = more.messages();
            }
            if (!batch.isEmpty()) {
                outage.worked();
            }
            return isAllPublished;
        } catch (MessagesUnreachable e) {
            outage.failed((next.size() + answered.size()) + " task(s) stay pending: " + e.getMessage());
            return false;
        }
    }

    private boolean publish(List<TaskMessage> batch, Queue<Answered> answered) {
        try {
            List<Published> answers = starts.publish(batch, turns);
            List<StartId> acknowledged = new ArrayList<>();
            for (int i = 0; i < batch.size(); i++) {
                TaskMessage message = batch.get(i);
                switch (answers.get(i)) {
                    case Published.Acknowledged _a ->
                        acknowledged.add(message.start().id());
                    case Published.Moving moving -> answered.add(new Answered(message.start(), message.cmd(), moving));
                    case Published.Later _l -> {
                        /* the reconciler publishes it */
                    }
                }
            }
            acknowledgements.add(acknowledged);
            return true;
        } catch (MessagesUnreachable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{} task(s) stay pending", batch.size(), e);
            return false;
        }
    }

    /** A job that cannot be moved does not stop the others. */
    private Outgoing follow(Answered it) {
        try {
            return afterwards(it);
        } catch (MessagesUnreachable e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "what became of the task start {} is applied later",
                    it.start().id(),
                    e);
            return Outgoing.NOTHING;
        }
    }

    private Outgoing afterwards(Answered it) {
        StartId id = it.start().id();
        return switch (it.answer()) {
            case Published.AlreadyEnded _e ->
                switch (starts.state(it.start())) {
                    case State.Ended ended
                    when ended.isOfOther(it.cmd()) ->
                        refused(id, "the id " + id + " belongs to a message of the handler " + ended.handler());
                    case State state -> turns.apply(id, state);
                };
            case Published.Refused(String reason) -> refused(id, reason);
        };
    }

    private Outgoing refused(StartId id, String reason) {
        return turns.move(id.jobReqid(), new Event.Refused(id.task(), id.startNo(), reason));
    }
}
