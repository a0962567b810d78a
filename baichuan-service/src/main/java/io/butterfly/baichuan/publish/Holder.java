package io.butterfly.baichuan.publish;

import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.Optional;

/** What the holder of a mark is to a draft that is equal to it. */
enum Holder {
    /** It has ended, or was never there: the draft takes the mark. */
    OVER,
    /** It does as well as the draft. */
    STANDS_IN,
    /** It waits in the queue, and takes the draft's parameters. */
    WAITS,
    /** It is to take the draft's parameters, and is only being published or queued again. */
    ON_ITS_WAY;

    /**
     * A holder without a hash is being published, and one that had ended is being queued again, until this long after
     * it took the mark.
     */
    private static final Duration LONGEST_WAY = Duration.ofSeconds(10);

    /** @param status of the holder, empty when it has no hash */
    static Holder of(Unique.Mode mode, UniqueMark mark, Optional<Status> status) {
        return status.isPresent() ? of(mode, mark, status.get()) : withoutHash(mode, mark);
    }

    private static Holder of(Unique.Mode mode, UniqueMark mark, Status status) {
        if (mode == Unique.Mode.THROTTLE) {
            return STANDS_IN;
        }
        return switch (status) {
            case QUEUED -> takesParams(mode) ? WAITS : STANDS_IN;
            case STARTED -> takesParams(mode) ? OVER : STANDS_IN;
            case FINISHED, FAILED -> mark.isRequeued() && isYoung(mark) ? onItsWay(mode) : OVER;
        };
    }

    private static Holder withoutHash(Unique.Mode mode, UniqueMark mark) {
        if (mark.isMade()) {
            return mode == Unique.Mode.THROTTLE ? STANDS_IN : OVER;
        }
        return isYoung(mark) ? onItsWay(mode) : OVER;
    }

    private static Holder onItsWay(Unique.Mode mode) {
        return takesParams(mode) ? ON_ITS_WAY : STANDS_IN;
    }

    private static boolean takesParams(Unique.Mode mode) {
        return mode == Unique.Mode.REPLACE || mode == Unique.Mode.DEBOUNCE;
    }

    private static boolean isYoung(UniqueMark mark) {
        return mark.since().compareTo(LONGEST_WAY) <= 0;
    }
}
