package io.butterfly.ruqi.firing;

import java.time.Instant;

/** What becomes of one due instant, or of several. */
public sealed interface Decision {

    /** This instant fires. */
    record Fire(Instant due) implements Decision {}

    /** This instant fires when the firing before it has ended. */
    record Wait(Instant due) implements Decision {}

    /** These instants do not fire: one row of the ledger holds the first, the last and their number. */
    record Skip(Instant first, Instant last, long count, String reason) implements Decision {}
}
