/**
 * Carrying out firings: messages by the batch, HTTP calls and scripts each on a virtual thread of its own. Before
 * anything leaves the process the lease is checked; a script or call that must not run twice is started only after one
 * statement has marked it in the ledger. A firing that is not carried out and has no outcome is given up, and the loop
 * finds it again ({@link io.butterfly.ruqi.firing.TakeOver}).
 *
 * <p><b>A message</b> goes through {@code MessageDispatcher}, which publishes; {@code ResendQueue}, where it waits
 * while BaiChuan does not answer; {@code OverdueMessages}, which ends what has waited too long; and
 * {@code MessageRecorder}, the only one that records, gives up and releases slots. What publishing means is described
 * in {@link io.butterfly.ruqi.message}.
 */
package io.butterfly.ruqi.dispatch;
