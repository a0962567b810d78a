package io.butterfly.baichuan.audit;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Walks over everything in small steps, and repairs. */
public interface AuditStore {
    /** The indexes of a handler that hold ids. */
    enum Index {
        QUEUE,
        URGENT,
        DELAYED,
        WIP,
        LEASE,
        FINISHED,
        FAILED,
        ENDING
    }

    /** An index that has ids. */
    record Listing(String handler, Index index, long size) {}

    /** All handlers, some at a time, a few perhaps twice. */
    void eachHandler(Consumer<List<String>> some);

    /** Those of the handlers that are not among the queues. */
    Set<String> unknown(Set<String> handlers);

    List<Listing> listings(Collection<String> handlers);

    /** All messages, some at a time, a few perhaps twice. */
    void eachMessage(Consumer<List<Seen>> some);

    /** All ids of an index, some at a time, a few perhaps twice. */
    void eachId(String handler, Index index, Consumer<List<String>> some);

    /** Those of the ids that have no message of this handler. */
    List<String> withoutMessage(String handler, List<String> ids);

    /** Those of the ids that have a lease and are not in anybody's hand. */
    List<String> halfHeld(String handler, List<String> ids);

    /** Exact: the message is still as it was seen, and in no index, the queue included. */
    boolean isNowhere(Seen message);

    /** Repairs: the ids have this fault. */
    void repair(Fault fault, String handler, List<String> ids);
}
