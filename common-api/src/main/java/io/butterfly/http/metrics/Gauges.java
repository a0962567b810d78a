package io.butterfly.http.metrics;

/** Gauges of a service that are found out just before Prometheus gets them. A bean of this type registers its own. */
public interface Gauges {
    /** Finds them out anew. Never called by two threads at a time. */
    default void read() {}

    /** They could not be found out: what is not known any more must not be shown. */
    default void forget() {}
}
