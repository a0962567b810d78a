/**
 * Firings outside a job's rule: one now, or those of a time that is past. They wait in the ledger, and any replica
 * takes them within a second.
 */
package io.butterfly.ruqi.extra;
