package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.MessageFields;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.publish.Published.Kind;
import java.util.List;
import java.util.Optional;

/**
 * A message that exists already under the id of a draft.
 *
 * @param isRewritten whether an equal message has replaced its parameters, so that they say nothing about who published
 *     it
 * @param queuedSince since when it waits (ms), 0 when it does not, or when the Python service published it
 * @param restarts the names of the restarts by which its id has begun anew, the newest first
 */
record ExistingMessage(
        Status status, String handler, String params, boolean isRewritten, long queuedSince, List<String> restarts) {
    /** What {@link #of(MessageFields)} reads. */
    static final String[] FIELDS = {"status", "origin", "data", "rewritten", "restart", "enqueued_at", "max_attempts"};

    static ExistingMessage of(MessageFields fields) {
        boolean isWaiting = fields.status() == Status.QUEUED && fields.has("max_attempts");
        return new ExistingMessage(
                fields.status(),
                fields.text("origin"),
                fields.text("data"),
                fields.has("rewritten"),
                isWaiting ? fields.time("enqueued_at") : 0,
                fields.has("restart") ? List.of(fields.text("restart").split(" ")) : List.of());
    }

    static ExistingMessage of(Draft draft) {
        return new ExistingMessage(
                Status.QUEUED,
                draft.handler(),
                draft.params(),
                false,
                0,
                draft.origin().restarts());
    }

    boolean isQueuedSince(long time) {
        return queuedSince > 0 && queuedSince < time;
    }

    /** What the publisher of a draft of the same id gets as its answer. */
    Published answer(Draft draft) {
        String owner = "the id " + draft.id() + " belongs to a message for handler " + handler;
        List<String> wanted = draft.origin().restarts();
        if (!handler.equals(draft.handler())) {
            return answer(draft, Kind.TAKEN, owner + "; give another task_id");
        }
        if (!wanted.isEmpty() && !restarts.contains(wanted.getFirst())) {
            return status.isEnded()
                    ? answer(draft, Kind.OVER, "the end of message " + draft.id() + " is being written; try again")
                    : answer(
                            draft,
                            Kind.UNDER_WAY,
                            "message " + draft.id() + " is under way: only one that has ended begins anew");
        }
        return isRewritten || !wanted.isEmpty() || Unique.isSame(params, draft.params())
                ? answer(draft, Kind.THERE, "")
                : answer(draft, Kind.TAKEN, owner + " with other params; give another task_id");
    }

    private Published answer(Draft draft, Kind kind, String note) {
        return new Published(draft.id(), kind, Optional.of(status), note);
    }
}
