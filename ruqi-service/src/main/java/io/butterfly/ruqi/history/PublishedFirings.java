package io.butterfly.ruqi.history;

import java.time.Instant;
import java.util.List;

/**
 * Firings whose message is published and whose end is awaited. No replica carries these out, and none takes them over
 * when their owner is gone. Any replica may record their end; their rows go on naming the owner that published them,
 * and so does the statement that ends them.
 */
public interface PublishedFirings {

    /** Tells this store from all others: the same on every replica, and for ever. ASCII letters and digits. */
    String storeId();

    /** Records that BaiChuan has the message. False when this try has ended already, or has another owner. */
    boolean mark(Firing firing, Instant now);

    /** Whether the end of any message is awaited, by any replica. */
    boolean isAnyAwaited();

    /** The running ones among these firings, of any owner. */
    List<Firing> find(List<String> firingIds);

    /**
     * Awaited ones whose end was not reported for a while, at most so many: after 5 s for the first time, then at
     * growing intervals up to 20 s. Each is given to one replica only.
     */
    List<Firing> toAskFor(int limit);
}
