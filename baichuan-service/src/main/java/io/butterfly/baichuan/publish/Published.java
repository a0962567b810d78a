package io.butterfly.baichuan.publish;

import io.butterfly.api.Stat;
import io.butterfly.baichuan.message.Status;
import java.util.Optional;

/**
 * What became of a draft.
 *
 * @param id the message's, or that of the one which is there instead
 * @param status how far it is; empty when that is not known, because the one that is there instead is being published
 *     or has gone
 * @param note why it was not created, for people; else empty
 */
public record Published(String id, Kind kind, Optional<Status> status, String note) {

    /** Whose message is there now. */
    public enum Kind {
        /** This one's. */
        CREATED,
        /** This one's, from an earlier call; or an equal one, which does as well. */
        THERE,
        /** The id belongs to a message that is not this one. */
        TAKEN,
        /** The one of this id from before, which was to begin anew and has not ended. */
        UNDER_WAY,
        /** The one of this id from before, which has ended and may begin anew. */
        OVER,
        /** That of no one yet: an equal message, which is to take the parameters of this one, is being published. */
        NOT_YET
    }

    static Published created(String id) {
        return new Published(id, Kind.CREATED, Optional.of(Status.QUEUED), "");
    }

    static Published notYet(Draft draft) {
        return new Published(
                draft.id(),
                Kind.NOT_YET,
                Optional.empty(),
                "an equal message is being published at this moment, and this one was not; try again");
    }

    public boolean isCreated() {
        return kind == Kind.CREATED;
    }

    boolean isNotYet() {
        return kind == Kind.NOT_YET;
    }

    public Stat stat() {
        return switch (kind) {
            case CREATED, THERE -> Stat.OK;
            case TAKEN -> Stat.ERR_MSG_EXIST;
            case UNDER_WAY ->
                status.equals(Optional.of(Status.QUEUED)) ? Stat.ERR_MSG_IN_QUEUED : Stat.ERR_MSG_IN_STARTED;
            case OVER -> Stat.ERR_MSG_IN_STARTED;
            case NOT_YET -> Stat.ERR_BUSY;
        };
    }
}
