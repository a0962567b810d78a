/**
 * The locks of jobs, over all replicas. Everything here runs within the transaction that changes the job, whose row is
 * locked already.
 *
 * <p>{@code workflow_lock} has one row for each name that is held. A job takes all its names or none. A job that may
 * wait has one row for each name in {@code workflow_lock_wait}, and its turn comes when none of its names is held and
 * nobody who came earlier waits for one of them: nobody overtakes, so nobody starves.
 *
 * <p>Who finds a name held, or wanted by an earlier one, has read that row with a lock, so that row cannot go before
 * this transaction is over: whoever frees the name sees the one who waits for it. Freeing makes the first who waits for
 * each name due for a check; the reconciler of any replica gives it its turn. A holder that has ended without freeing
 * its names, which only a change by hand can cause, loses them to the next who asks.
 */
package io.butterfly.xingqiao.mysql.locks;
