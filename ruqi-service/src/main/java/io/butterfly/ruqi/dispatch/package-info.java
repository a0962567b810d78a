/**
 * Carrying out firings: messages by the batch, HTTP calls and scripts each on a virtual thread of its own. Before
 * anything leaves the process the lease is checked; a script is started only after one statement has marked it in the
 * ledger. A firing that is not carried out and has no outcome is given up, and the loop finds it again.
 */
package io.butterfly.ruqi.dispatch;
