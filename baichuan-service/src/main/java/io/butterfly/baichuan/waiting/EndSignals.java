package io.butterfly.baichuan.waiting;

import java.util.Collection;

/** Word between replicas of messages that end; never blocks and never fails. */
public interface EndSignals {
    /** Somebody waits here for the end of this message: whoever ends it elsewhere shall say so. */
    void awaited(String id);

    /** These have ended: wakes who waits for that, here and on other replicas. */
    void ended(Collection<String> ids);
}
