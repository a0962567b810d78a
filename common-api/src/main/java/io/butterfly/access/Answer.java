package io.butterfly.access;

/** What a token says about the caller. */
public sealed interface Answer {
    record Known(Identity identity) implements Answer {}

    /** @param why the contract's words */
    record Unknown(String why) implements Answer {}

    /** Too many wrong tokens came from this address. */
    record Limited() implements Answer {}

    static Answer missing() {
        return new Unknown("You are not authorized: Not found token");
    }

    static Answer expired() {
        return new Unknown("You are not authorized: Token has expired");
    }

    static Answer undecodable() {
        return new Unknown("You are not authorized: Failed to decode token");
    }
}
