/**
 * The ledger: one row for every due instant, from its firing to its end. A firing begins {@code running} and ends
 * {@code succeeded}, {@code failed} or {@code lost}; an instant that was let go is {@code skipped} from the beginning,
 * and a firing that waits for a retry or for another is {@code waiting} and nobody's. Only the owner of a running
 * firing may start or end it, and every statement says so: whoever has lost it changes nothing.
 */
package io.butterfly.ruqi.history;
