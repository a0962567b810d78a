package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Answers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a message that is to be unique is published, or queued again, by the mark and by the status of its
 * holder.
 */
@Singleton
public final class Deduplication {
    /**
     * A holder without a hash is being published, and one that had ended is being queued again, until this long after
     * it took the mark.
     */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(10);

    private static final int MAX_TRIES = 5;
    private static final int A_YEAR = 31_536_000;

    private final UniqueMarks marks;
    private final ExistingMessages messages;

    Deduplication(UniqueMarks marks, ExistingMessages messages) {
        this.marks = marks;
        this.messages = messages;
    }

    /** What is there instead; empty when the draft is to be published. */
    Optional<Published> instead(Draft draft) {
        Unique unique = draft.unique();
        int seconds = unique.mode() == Unique.Mode.THROTTLE ? unique.seconds() : A_YEAR;
        UniqueMark.Request request = new UniqueMark.Request(draft.id(), draft.handler(), unique.key(), seconds, "");
        UniqueMark mark = marks.mark(request, "");
        for (int i = 0; i < MAX_TRIES && !mark.isOwn(); i++) {
            Optional<ExistingMessage> holder = holder(mark);
            if (isFree(unique.mode(), mark, holder)) {
                mark = marks.mark(request, mark.holder());
            } else if (!isRewritable(unique.mode(), holder)) {
                return Optional.of(equal(mark, holder, "an equal message is under way"));
            } else if (marks.rewrite(mark.holder(), draft, unique.mode() == Unique.Mode.DEBOUNCE)) {
                return Optional.of(equal(mark, holder, "an equal message was waiting: it has these params now"));
            } else {
                mark = marks.mark(request, "");
            }
        }
        return mark.isOwn()
                ? Optional.empty()
                : Optional.of(equal(mark, Optional.empty(), "an equal message is under way"));
    }

    /**
     * An ended message takes its mark again, before it becomes queued. Returns which equal one has it instead; empty
     * when it is this one's.
     */
    public Optional<String> retake(String id, String handler, String key) {
        UniqueMark.Request request = new UniqueMark.Request(id, handler, key, A_YEAR, UniqueMark.REQUEUED);
        UniqueMark mark = marks.mark(request, "");
        for (int i = 0; i < MAX_TRIES && !mark.isOwn() && isFree(Unique.Mode.REJECT, mark, holder(mark)); i++) {
            mark = marks.mark(request, mark.holder());
        }
        return Optional.of(mark.holder()).filter(holder -> !holder.isEmpty());
    }

    /** A message that was not queued again after all gives its mark back, unless it has been queued meanwhile. */
    public void giveBack(String id, String handler, String key) {
        ExistingMessage message = messages.find(List.of(id)).get(id);
        if (message == null || message.status().isEnded()) {
            Answers.await(marks.unmark(handler, key, id));
        }
    }

    private Optional<ExistingMessage> holder(UniqueMark mark) {
        return Optional.ofNullable(messages.find(List.of(mark.holder())).get(mark.holder()));
    }

    /** Whether the holder has lost its right. */
    private static boolean isFree(Unique.Mode mode, UniqueMark mark, Optional<ExistingMessage> holder) {
        boolean isOnItsWay = mark.since().compareTo(ON_ITS_WAY) <= 0;
        if (holder.isEmpty()) {
            return !mark.isMade() && !isOnItsWay;
        }
        return mode != Unique.Mode.THROTTLE
                && switch (holder.get().status()) {
                    case QUEUED -> false;
                    case STARTED -> mode != Unique.Mode.REJECT;
                    case FINISHED, FAILED -> !(mark.isRequeued() && isOnItsWay);
                };
    }

    private static boolean isRewritable(Unique.Mode mode, Optional<ExistingMessage> holder) {
        boolean isWaiting = holder.isPresent() && holder.get().status() == Status.QUEUED;
        return isWaiting && (mode == Unique.Mode.REPLACE || mode == Unique.Mode.DEBOUNCE);
    }

    /** With the status of the holder, unless that is about to be queued. */
    private static Published equal(UniqueMark mark, Optional<ExistingMessage> holder, String note) {
        Optional<Status> status =
                holder.map(ExistingMessage::status).filter(had -> !(mark.isRequeued() && had.isEnded()));
        return new Published(mark.holder(), Published.Kind.THERE, status, note);
    }
}
