package io.butterfly.baichuan.claim;

import io.butterfly.baichuan.finish.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps of claiming; each has been written when it returns. */
public interface ClaimStore {
    /** Others must get their turn in between. */
    int MOST_IN_ONE_GO = 200;

    /** How many messages each of these handlers has in its queue; those without any are left out. */
    Map<String, Long> waiting(List<String> handlers);

    /**
     * Both steps of claiming in one go; nothing when this store or this queue needs them one after the other.
     *
     * @param limit at most {@link #MOST_IN_ONE_GO}
     * @param length after about how many characters of parameters no more are started
     */
    Optional<Started> claim(String handler, int limit, long length, Taker taker);

    /** @param token what the lease of each message begins with */
    record Taker(String worker, Duration lease, String token) {}

    /** Queue to hand: ids, in order. */
    List<String> take(String handler, int limit, Duration lease);

    /** How many messages may be started together while nobody knows how large they are. */
    int startable();

    /**
     * Starts those of the taken messages that are queued, each under a lease of its own that begins with the token.
     *
     * @param length after about how many characters of parameters no more are started; on a cluster, for each server
     */
    Started start(String handler, List<String> ids, long length, Taker taker);

    /** The started messages whose leases begin with one of these tokens. */
    List<Lease> startedUnder(Set<String> tokens, String handler);
}
