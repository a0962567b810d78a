package io.butterfly.xingqiao.notify;

import java.time.Duration;
import java.util.List;

/** The notices in the store. An interface, so that the storage depends on this package and not the reverse. */
public interface Notices {
    /** The receivers that have a notice which is due, the one that waits longest first. */
    List<String> receivers();

    /**
     * At most so many of a receiver that are due, each the oldest of its job. No other replica gets them before the
     * lease is over.
     */
    List<Notice> take(String receiver, int limit, Duration lease);

    void done(long notice);

    /** It is due again after the pause; or it is given up, when it is too old for that. */
    Rescheduled again(Notice notice, Reason reason, Duration pause);

    enum Reason {
        FAILED,
        UNDER_WAY,
        INTERRUPTED
    }

    enum Rescheduled {
        KEPT,
        GIVEN_UP,
        /** Its job was deleted. */
        DELETED
    }
}
