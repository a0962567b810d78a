/**
 * The ledger: one row for every due instant, from its firing to its end. A firing begins {@code running} and ends
 * {@code succeeded}, {@code failed} or {@code lost}; an instant that does not fire is {@code skipped} from the
 * beginning, and a firing that waits for a retry or for another one is {@code waiting} and has no owner. Only the owner
 * of a running firing may start or end it, and every statement says so: a replica that has lost it changes nothing. The
 * exceptions are {@link io.butterfly.ruqi.history.PublishedFirings}: any replica may end those.
 *
 * <p>Outcomes of this process go through {@link io.butterfly.ruqi.history.Outcomes}, which batches them and keeps them
 * in memory while the store is away. Ends that BaiChuan reports are written at once, because the report is kept by
 * BaiChuan until they are.
 *
 * <p>The ledger also holds what runs say, and requests to stop them. The replica that runs a target shows its output
 * once a second while it changes, and looks as often whether a call wants it to stop; so every replica can answer for
 * every run. At its end the output is kept whole, up to 64 KB, when it is longer than the ledger's row holds.
 */
package io.butterfly.ruqi.history;
