/**
 * Carrying out firings: messages by the batch, HTTP calls and scripts each on a virtual thread of its own. Before
 * anything leaves the process the lease is looked at; a script is started only after the ledger has said, in one
 * statement, that it may. What is not carried out and has no outcome is given up and found again by the loop.
 */
package io.butterfly.ruqi.dispatch;
