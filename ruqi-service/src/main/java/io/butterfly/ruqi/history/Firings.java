package io.butterfly.ruqi.history;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.replica.Incarnation;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The running and waiting rows of the ledger. A replica that is not the owner any more changes nothing, and neither
 * does the owner for the sake of an earlier try.
 */
public interface Firings {

    /** Marks an at-most-once firing as started; false when it was started before, or this try is over. */
    boolean start(Firing firing, Instant now);

    /**
     * Records outcomes; a failed firing with retries left waits for the next. Those of a try that is over, or that
     * another replica took over, change nothing.
     */
    void end(List<Outcome> outcomes);

    /** The kinds of firings whose owner is gone, and which a replica has to carry out or to give up. */
    Set<Kind> orphaned();

    /**
     * Takes over firings whose owner is gone: they become this owner's, with one attempt more.
     *
     * @param limit at most so many
     */
    List<Firing> adopt(Kind kind, int limit, Incarnation owner);

    /**
     * Takes firings that need not wait any more: for their retry, or for the end of the one before. They become this
     * owner's.
     */
    List<Firing> resume(Kind kind, int limit, Incarnation owner);

    /** All that this owner has to carry out; a published message whose end is awaited is not among them. */
    List<Firing> running(long owner);

    /** Gives up on firings whose owner is gone and which must not run twice but had started: those. */
    List<Firing> loseStarted();
}
