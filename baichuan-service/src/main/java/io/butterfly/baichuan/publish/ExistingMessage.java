package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Published.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A message that is there.
 *
 * @param isRewritten whether an equal message has replaced its parameters, so that they say nothing about who published
 *     it
 * @param queuedSince since when it waits (ms), 0 when it does not, or when the Python service published it
 * @param restarts the wishes by which its id has begun anew, the newest first
 */
public record ExistingMessage(
        Status status, String handler, String params, boolean isRewritten, long queuedSince, List<String> restarts) {

    static ExistingMessage of(Draft draft) {
        return new ExistingMessage(
                Status.QUEUED,
                draft.handler(),
                draft.params(),
                false,
                0,
                draft.origin().restarts());
    }

    /** What a draft of the same id hears. */
    Published answer(Draft draft) {
        String owner = "the id " + draft.id() + " belongs to a message for handler " + handler;
        List<String> wishes = draft.origin().restarts();
        if (!handler.equals(draft.handler())) {
            return answer(draft, Kind.TAKEN, owner + "; give another task_id");
        }
        if (!wishes.isEmpty() && !restarts.contains(wishes.getFirst())) {
            return status.isEnded()
                    ? answer(draft, Kind.OVER, "the end of message " + draft.id() + " is being written; try again")
                    : answer(
                            draft,
                            Kind.UNDER_WAY,
                            "message " + draft.id() + " is under way: only one that has ended begins anew");
        }
        return isRewritten || !wishes.isEmpty() || Unique.isSame(params, draft.params())
                ? answer(draft, Kind.THERE, "")
                : answer(draft, Kind.TAKEN, owner + " with other params; give another task_id");
    }

    private Published answer(Draft draft, Kind kind, String note) {
        return new Published(draft.id(), kind, Optional.of(status), note);
    }
}
