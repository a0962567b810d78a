package io.butterfly.ruqi.history;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outputs that are longer than the ledger holds or still grow, and requests to stop. */
public interface Outputs {

    /** How far a firing is, and its output. */
    record Said(String status, String output) {}

    /** Keeps these outputs, by firing id, in place of earlier ones. */
    void keep(Map<String, String> outputs);

    /** Empty when there is no such firing. */
    Optional<Said> of(String firingId);

    /** Ends a firing that waits, for its retry or for another's end; false when it does not wait. */
    boolean endWaiting(String firingId, String reason);

    /** Remembers that this running script or call is to stop; false when it does not run, or is a message. */
    boolean wantStop(String firingId);

    /** Those of the firings that are to stop. */
    List<String> wanted(Collection<String> firingIds);
}
