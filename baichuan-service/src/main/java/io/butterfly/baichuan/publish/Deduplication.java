package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.redis.Answers;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a message that is to be unique is published, or queued again, by the mark and by the status of its
 * holder.
 */
@Singleton
public final class Deduplication {
    private static final int MAX_TRIES = 5;
    private static final int A_YEAR = 31_536_000;

    private final UniqueMarks marks;
    private final ExistingMessages messages;

    Deduplication(UniqueMarks marks, ExistingMessages messages) {
        this.marks = marks;
        this.messages = messages;
    }

    /** A mark, and the message that has it, if there is one. */
    private record Held(UniqueMark mark, Optional<ExistingMessage> holder) {
        Holder to(Unique.Mode mode) {
            return Holder.of(mode, mark, holder.map(ExistingMessage::status));
        }
    }

    /** @param drafts whose ids have no message */
    Admission admit(List<Draft> drafts) {
        Map<Draft, Held> looked = look(drafts);
        Admission admission = new Admission();
        drafts.forEach(draft -> admission.decide(draft, it -> instead(it, looked)));
        return admission;
    }

    /**
     * The first draft of each mark takes it, if it can. All are sent before the first answer is awaited; only what
     * follows when another message has the mark goes on one after the other.
     */
    private Map<Draft, Held> look(List<Draft> drafts) {
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        List<Draft> asking = new ArrayList<>();
        for (Draft draft : drafts) {
            boolean isFirstOfId = ids.add(draft.id());
            if (draft.isUnique() && keys.add(Admission.mark(draft)) && isFirstOfId) {
                asking.add(draft);
            }
        }
        List<UniqueMark> taken =
                marks.mark(asking.stream().map(Deduplication::request).toList());
        Map<String, ExistingMessage> holders = messages.find(taken.stream()
                .filter(mark -> !mark.isOwn())
                .map(UniqueMark::holder)
                .toList());
        Map<Draft, Held> looked = new IdentityHashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            UniqueMark mark = taken.get(i);
            looked.put(asking.get(i), new Held(mark, Optional.ofNullable(holders.get(mark.holder()))));
        }
        return looked;
    }

    /** What is there instead; empty when the draft is to be published. */
    private Optional<Published> instead(Draft draft, Map<Draft, Held> looked) {
        if (!draft.isUnique()) {
            return Optional.empty();
        }
        UniqueMark.Request request = request(draft);
        Unique.Mode mode = draft.unique().mode();
        Held held = looked.containsKey(draft) ? looked.get(draft) : look(marks.mark(request, ""));
        for (int i = 0; i < MAX_TRIES && !held.mark().isOwn(); i++) {
            String holder = held.mark().holder();
            switch (held.to(mode)) {
                case STANDS_IN -> {
                    return Optional.of(equal(held, "an equal message is under way"));
                }
                case ON_ITS_WAY -> {
                    return Optional.of(Published.notYet(draft));
                }
                case WAITS -> {
                    if (marks.rewrite(holder, draft, mode == Unique.Mode.DEBOUNCE)) {
                        return Optional.of(equal(held, "an equal message was waiting: it has these params now"));
                    }
                    held = look(marks.mark(request, ""));
                }
                case OVER -> held = look(marks.mark(request, holder));
            }
        }
        return held.mark().isOwn() ? Optional.empty() : Optional.of(Published.notYet(draft));
    }

    private static UniqueMark.Request request(Draft draft) {
        Unique unique = draft.unique();
        int seconds = unique.mode() == Unique.Mode.THROTTLE ? unique.seconds() : A_YEAR;
        return new UniqueMark.Request(draft.id(), draft.handler(), unique.key(), seconds, "");
    }

    private Held look(UniqueMark mark) {
        return new Held(
                mark,
                mark.isOwn()
                        ? Optional.empty()
                        : Optional.ofNullable(
                                messages.find(List.of(mark.holder())).get(mark.holder())));
    }

    /**
     * An ended message takes its mark again, before it becomes queued. Returns which equal one has it instead; empty
     * when it is this one's.
     */
    public Optional<String> retake(String id, String handler, String key) {
        UniqueMark.Request request = new UniqueMark.Request(id, handler, key, A_YEAR, UniqueMark.REQUEUED);
        UniqueMark mark = marks.mark(request, "");
        for (int i = 0; i < MAX_TRIES && !mark.isOwn() && look(mark).to(Unique.Mode.REJECT) == Holder.OVER; i++) {
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

    /** With the status of the holder, unless that is about to be queued. */
    private static Published equal(Held held, String note) {
        Optional<Status> status = held.holder()
                .map(ExistingMessage::status)
                .filter(had -> !(held.mark().isRequeued() && had.isEnded()));
        return new Published(held.mark().holder(), Published.Kind.THERE, status, note);
    }
}
