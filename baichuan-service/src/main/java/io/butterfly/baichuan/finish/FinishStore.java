package io.butterfly.baichuan.finish;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The steps of finishing, on hashes (these judge the lease) and on the index (these follow the hash); each has been
 * written when it returns.
 */
public interface FinishStore {
    /** For {@code lapsedBy}: the hash has just judged, whatever the lease. */
    long WHENEVER = 1L << 52;

    /** The steps {@link #end} and {@link #conclude}, in one go where the store can. */
    Concluded finish(List<Outcome.End> outcomes);

    /**
     * @param judged in the order of the outcomes
     * @param freed the handlers with limits among those of the ended messages: somebody may have waited for this
     */
    record Concluded(List<LeaseResult<Ended>> judged, Set<String> freed) {}

    List<LeaseResult<Ended>> end(List<Outcome.End> outcomes);

    /**
     * Index: ended ids leave every hand, but not one whose lease runs out after this time (ms): that is a new start of
     * the same id. Returns the handlers with limits: somebody may have waited for this.
     */
    Set<String> conclude(List<Ended> ended, long lapsedBy);

    List<LeaseResult<Requeued>> requeue(List<Outcome.Requeue> outcomes);

    /** Index: queued ids leave the hand, in the same way, and are claimable again, now or when they are due. */
    void giveBack(List<Requeued> requeued, long lapsedBy);

    /** Index: ids of messages that had ended before, or are gone, leave every hand, in the same way. */
    void letGo(String handler, List<String> ended, List<String> gone, long lapsedBy);

    /** Hashes: queued messages that waited longer than they may have failed; in order. */
    List<Expiry> expire(List<String> ids);

    /** Both: the hash's lease, then the index. */
    List<LeaseResult<Held>> renew(List<Lease> leases, Duration lasting);

    /** Ended messages as their hashes have them; those that are gone or have not ended are left out. */
    List<Ended> ended(List<String> ids);

    /** The on_finish of these is settled: their marks go, and those that need not wait for its end get their expiry. */
    void settle(List<Ended> ended, List<String> expiring);
}
