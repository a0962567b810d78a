package io.butterfly.ruqi.policy;

/** What becomes of due instants that are later than the grace. */
public enum Misfire {
    /** The newest fires; one row records the others as skipped. */
    ONCE,
    /** None fires. */
    SKIP,
    /** All fire, oldest first; of more than a thousand the newest thousand. */
    ALL
}
