package io.butterfly.queue;

import io.butterfly.api.baichuan.MessageStatus;

/** What became of publishing one message. */
public sealed interface Publication {

    /**
     * It is there: published now, or by an earlier call under the same id.
     *
     * @param status how far it is; null when that is not known
     */
    record Published(MessageStatus status) implements Publication {
        /** Whether it was there before and has ended already. */
        public boolean isEnded() {
            return status != null && status.isEnded();
        }
    }

    /** The message of this id is to begin anew, but is still under way by another call's restart. */
    record UnderWay(String stat, String message) implements Publication {}

    /** An equal message, or the one that had the id before, stands in for it. */
    record StoodIn(String message) implements Publication {}

    /** BaiChuan does not take it. */
    record Refused(String stat, String message) implements Publication {}

    /** It cannot be written as JSON, and was not sent. */
    record Unwritable(String why) implements Publication {}

    /**
     * It was not taken now, which may be otherwise in a moment.
     *
     * @param mayBeThere whether it may have been published all the same
     */
    record NotNow(String reason, boolean mayBeThere) implements Publication {}
}
