package io.butterfly.outbound;

/**
 * How many bytes of a reply's body are read.
 *
 * @param isRefused whether a larger body is a failure; otherwise its beginning is kept, and the reply says that it was
 *     cut
 */
public record BodyLimit(int bytes, boolean isRefused) {

    /** A larger body fails the exchange with {@link ReplyTooLarge}. */
    public static BodyLimit refuseAbove(int bytes) {
        return new BodyLimit(bytes, true);
    }

    /** Of a larger body only the beginning is read. */
    public static BodyLimit cutAt(int bytes) {
        return new BodyLimit(bytes, false);
    }
}
