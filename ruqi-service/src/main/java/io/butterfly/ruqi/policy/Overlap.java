package io.butterfly.ruqi.policy;

/** What becomes of a due instant while an earlier firing of its job has not ended, on any replica. */
public enum Overlap {
    /** It is skipped. */
    SKIP,
    /** It fires. */
    ALLOW,
    /** One waits for the end of the other, and what is due meanwhile is skipped. */
    QUEUE
}
