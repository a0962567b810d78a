package io.butterfly.baichuan.audit;

import io.butterfly.baichuan.message.Status;

/**
 * A message and where it is indexed, as a walk over all of them sees it.
 *
 * @param handler empty for the two fields that the original leaves of a message that was deleted while it was executed
 * @param touched when it was enqueued, or ended (ms), 0 when that is not known
 * @param isOurs whether it was started under a lease
 * @param keep seconds it is kept after its end, -1 for ever
 * @param expires whether Redis will remove it
 * @param owesReport whether it has an on_finish
 * @param isPythons whether the Python service published it
 * @param version changes when it is started or requeued
 * @param places the sorted sets it is in; whether it is in the queue is not looked at
 */
public record Seen(
        String id,
        String handler,
        Status status,
        long touched,
        boolean isOurs,
        int keep,
        boolean expires,
        boolean owesReport,
        boolean isPythons,
        String version,
        Places places) {

    /** Sorted sets of the handler that have the id; one that waits with a priority counts as pending. */
    public record Places(
            boolean pending, boolean delayed, boolean wip, boolean finished, boolean failed, boolean ending) {
        public static final Places NONE = new Places(false, false, false, false, false, false);
    }

    boolean isGhost() {
        return handler.isEmpty();
    }

    boolean isInHandOrLine() {
        return places.pending() || places.delayed() || places.wip();
    }
}
