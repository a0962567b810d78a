package io.butterfly.ruqi.policy;

/** What becomes of a firing that had started when its replica died. */
public enum Delivery {
    /** It is dispatched again, under the same id. */
    AT_LEAST_ONCE,
    /** It is lost: it may have run, and must not run twice. */
    AT_MOST_ONCE
}
