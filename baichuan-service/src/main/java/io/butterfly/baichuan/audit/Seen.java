package io.butterfly.baichuan.audit;

import io.butterfly.baichuan.message.Status;

/**
 * A message and where it is indexed, as a walk over all of them sees it.
 *
 * @param handler empty for the two fields that the Python service leaves of a message that was deleted while it was
 *     executed
 * @param touched when it was enqueued, or ended (ms), 0 when that is not known
 * @param keep seconds it is kept after its end, -1 for ever
 * @param version changes when it is started or requeued
 * @param places the sorted sets it is in; whether it is in the queue is not looked at
 */
record Seen(
        String id,
        String handler,
        Status status,
        long touched,
        int keep,
        Traits traits,
        String version,
        Places places) {
    /**
     * What can be said of it with yes or no.
     *
     * @param isOurs whether it was started under a lease
     * @param expires whether Redis will remove it
     * @param needsReport whether it has an on_finish
     * @param isOfPython whether the Python service published it
     */
    record Traits(boolean isOurs, boolean expires, boolean needsReport, boolean isOfPython) {}

    /** Sorted sets of the handler that have the id; one that waits with a priority counts as pending. */
    record Places(boolean pending, boolean delayed, boolean wip, boolean finished, boolean failed, boolean ending) {
        static final Places NONE = new Places(false, false, false, false, false, false);
    }

    boolean isOurs() {
        return traits.isOurs();
    }

    boolean expires() {
        return traits.expires();
    }

    boolean needsReport() {
        return traits.needsReport();
    }

    boolean isOfPython() {
        return traits.isOfPython();
    }

    /** Whether it is the rest of a message that was deleted. */
    boolean isGhost() {
        return handler.isEmpty();
    }

    boolean isHeldOrWaiting() {
        return places.pending() || places.delayed() || places.wip();
    }
}
