package io.butterfly.ruqi.message;

/** What BaiChuan answered to a message. */
public sealed interface Reception {

    /** It is there: published now, or by an earlier attempt of the same firing. */
    record Published() implements Reception {}

    /** The message of an earlier firing has the same given id, and has not ended. */
    record UnderWay() implements Reception {}

    /** It will never be taken. */
    record Refused(String reason) implements Reception {}

    /**
     * It was not taken now.
     *
     * @param mayBeThere whether it may have been published all the same
     */
    record Later(String reason, boolean mayBeThere) implements Reception {}
}
