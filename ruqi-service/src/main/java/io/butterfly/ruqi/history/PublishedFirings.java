package io.butterfly.ruqi.history;

import java.time.Instant;
import java.util.List;

/**
 * Messages that were published and whose end is awaited. No replica carries them out: whoever gets the report of the
 * end, or asks for it, records it.
 */
public interface PublishedFirings {

    /** It is at BaiChuan. False when the firing has ended already, or is somebody else's. */
    boolean mark(Firing firing, Instant now);

    /** Whether the end of any message is awaited, by any replica. */
    boolean isAnyAwaited();

    /** The running ones among these firings, whoever owns them. */
    List<Firing> find(List<String> firingIds);

    /**
     * Awaited ones whose end nobody has reported for a while, at most so many: after 5 s for the first time, then at
     * growing intervals up to 20 s. Each is given to one replica only.
     */
    List<Firing> toAskFor(int limit);
}
