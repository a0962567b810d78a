package io.butterfly.ruqi.firing;

import java.time.Instant;

/** What becomes of due instants. */
public sealed interface Decision {

    /** This instant fires. */
    record Fire(Instant due) implements Decision {}

    /** This instant fires when the firing before it has ended. */
    record Wait(Instant due) implements Decision {}

    /** These instants do not: one row of the ledger holds the first, the last and how many they are. */
    record Skip(Instant first, Instant last, long count, String reason) implements Decision {}
}
