package io.butterfly.ruqi.policy;

/** What becomes of due instants that are later than the grace. */
public enum Misfire {
    /** The newest fires, one row tells of the others. */
    ONCE,
    /** None fires. */
    SKIP,
    /** All fire, oldest first; of more than a thousand the newest thousand. */
    ALL
}
