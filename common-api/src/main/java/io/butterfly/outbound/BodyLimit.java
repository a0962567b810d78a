package io.butterfly.outbound;

import java.util.function.LongPredicate;

/**
 * How many bytes of a reply's body are read.
 *
 * @param isRefused whether a larger body is a failure; otherwise its beginning is kept, and the reply says that it was
 *     cut
 * @param room asked, on a thread that may wait, before more than 16 KB of a body are kept: with how many bytes it may
 *     have. As long as it says no, nothing more is read, and it is asked again
 */
public record BodyLimit(int bytes, boolean isRefused, LongPredicate room) {
    static final LongPredicate ALWAYS = bytes -> true;

    /** A larger body fails the exchange with {@link ReplyTooLarge}. */
    public static BodyLimit refuseAbove(int bytes) {
        return new BodyLimit(bytes, true, ALWAYS);
    }

    /** Of a larger body only the beginning is read. */
    public static BodyLimit cutAt(int bytes) {
        return new BodyLimit(bytes, false, ALWAYS);
    }

    /** The same; larger bodies are read only where there is room for them. */
    public BodyLimit within(LongPredicate room) {
        return new BodyLimit(bytes, isRefused, room);
    }
}
