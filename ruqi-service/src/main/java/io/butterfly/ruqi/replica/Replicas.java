package io.butterfly.ruqi.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The rows of all replicas. */
public interface Replicas {

    /** A replica as the others see it. */
    record Entry(String name, Instant startedAt, Instant leaseEndsAt) {}

    /** Adds a row with a lease and returns its id, which no other incarnation ever has. */
    long register(String name, Duration lease);

    /** False when the row is gone. */
    boolean renew(long id, Duration lease);

    /** Gives the lease back. */
    void release(long id);

    /**
     * Deletes the rows whose lease has ended and returns their names. A lease that is further ahead than its own length
     * has ended, too: the clock has stepped back since it was renewed.
     */
    List<String> deleteLapsed();

    /** The one that has lived longest first. */
    List<Entry> list();

    /** The store's time. */
    Instant now();
}
