package io.butterfly.baichuan.finish;

/** What became of a message whose time to be started may be over. */
public sealed interface Expiry {
    /** It was queued, and has failed now. */
    record Expired(String id) implements Expiry {}

    /** It had ended. */
    record Ended(String id) implements Expiry {}

    record Gone(String id) implements Expiry {}

    /** It is being executed, or has time left: to be looked at then (ms). */
    record Later(String id, long at) implements Expiry {}
}
