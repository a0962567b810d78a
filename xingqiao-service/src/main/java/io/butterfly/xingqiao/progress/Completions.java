package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.StartId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The queue of ended messages, as one loop sees it. */
public interface Completions {
    /** Waits a moment for at least one. Throws {@link IOException} when BaiChuan cannot be asked. */
    List<Completion> take(int limit) throws IOException, InterruptedException;

    /** It has been applied, for good. The queue learns it with the next {@link #take}. */
    void applied(Completion completion);

    /** It could not be applied now: the queue delivers it again, a second after the next {@link #take}. */
    void giveBack(Completion completion);

    /**
     * @param start empty when the message is not one of this service
     * @param outcome empty when it is too large to travel along and must be fetched
     * @param receipt what the queue knows it by
     */
    record Completion(Optional<StartId> start, Optional<Outcome> outcome, Object receipt) {}
}
