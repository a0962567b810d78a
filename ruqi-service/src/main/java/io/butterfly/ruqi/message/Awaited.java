package io.butterfly.ruqi.message;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.api.baichuan.Finished;
import io.butterfly.api.baichuan.MessageStatus;
import io.butterfly.queue.BaiChuanUnreachable;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.OutcomeWriter;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.history.ResumeSchedule;
import io.butterfly.ruqi.history.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The firings whose message's end is awaited, and how they end: by a report, by an answer, or because a call stops
 * them.
 */
public final class Awaited {
    private static final Logger LOG = LoggerFactory.getLogger(Awaited.class);
    private static final int ID_LENGTH = 32;

    private final PublishedFirings published;
    private final OutcomeWriter writer;
    private final ResumeSchedule waiting;
    private final Outputs outputs;
    private final Messages messages;
    private final Clock clock;

    public Awaited(
            PublishedFirings published,
            OutcomeWriter writer,
            ResumeSchedule waiting,
            Outputs outputs,
            Messages messages,
            Clock clock) {
        this.published = published;
        this.writer = writer;
        this.waiting = waiting;
        this.outputs = outputs;
        this.messages = messages;
        this.clock = clock;
    }

    /** The handlers that ends are reported to: this store's, and what messages of an older version name. */
    List<String> endHandlers() {
        return List.of(FiringMessage.endHandler(published.storeId()), FiringMessage.SHARED_END_HANDLER);
    }

    boolean isAny() {
        return published.isAnyAwaited();
    }

    List<Firing> toAskFor(int limit) {
        return published.toAskFor(limit);
    }

    /** Several may concern one firing: the end of its message, and that of an earlier try, which changes nothing. */
    void end(List<Finished> ends) {
        if (ends.isEmpty()) {
            return;
        }
        Map<String, List<Finished>> byFiring =
                ends.stream().collect(Collectors.groupingBy(end -> end.traceId().substring(0, ID_LENGTH)));
        List<Outcome> outcomes = new ArrayList<>();
        for (Firing firing : published.find(List.copyOf(byFiring.keySet()))) {
            outcome(firing, byFiring.get(firing.id())).ifPresent(outcomes::add);
        }
        write(outcomes);
    }

    private Optional<Outcome> outcome(Firing firing, List<Finished> ends) {
        Instant now = clock.instant();
        try {
            FiringMessage message = FiringMessage.of(firing);
            return ends.stream().filter(message::isEndedBy).findFirst().map(end -> Completion.of(message, end, now));
        } catch (RuntimeException e) { // a row of another version; the others of the batch go on
            LOG.error(
                    "the command of firing {} of job {} is not understood: {}",
                    firing.id(),
                    firing.jobId(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    void write(List<Outcome> outcomes) {
        writer.end(outcomes);
        waiting.behind(outcomes);
    }

    /** How far each is, in order. */
    List<MessageState> ask(List<FiringMessage> asked) throws BaiChuanUnreachable, InterruptedException {
        return messages.states(asked);
    }

    Outcome ended(FiringMessage message, Finished end) {
        return Completion.of(message, end, clock.instant());
    }

    Outcome unknown(FiringMessage message, String reason) {
        return Completion.unknown(message, reason, clock.instant());
    }

    /**
     * Ends a message's firing that runs, and cancels the message; it is not tried again. A message that had ended
     * before keeps its end.
     *
     * @return false when no message's firing runs under this id
     */
    public boolean stop(String firingId) {
        List<Firing> found = OpenRuns.isId(firingId) ? published.find(List.of(firingId)) : List.of();
        Optional<Firing> running =
                found.stream().filter(firing -> firing.kind() == Kind.MESSAGE).findFirst();
        if (running.isEmpty()) {
            return false;
        }
        FiringMessage message = FiringMessage.of(running.get());
        try {
            if (messages.cancel(message).equals(Optional.of(MessageStatus.FINISHED))
                    && messages.state(message) instanceof MessageState.Ended(Finished end)) {
                write(List.of(Completion.of(message, end, clock.instant()).withoutRetry()));
                return true;
            }
        } catch (BaiChuanUnreachable e) {
            throw new Refusal(
                    Stat.ERR_SERVER_EXCEPTION, e.getMessage() + ", so its message cannot be cancelled now; try again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "the service stops; try again");
        }
        Instant now = clock.instant();
        write(List.of(new Outcome(
                message.firing().withoutRetries(),
                Status.FAILED,
                OpenRuns.STOPPED,
                now,
                now,
                Duration.ZERO,
                Optional.of(OpenRuns.STOPPED))));
        outputs.endWaiting(
                firingId, OpenRuns.STOPPED); // the report of the cancelling may have been faster, and asked for a retry
        return true;
    }
}
