/**
 * Firing jobs: the loop, what it decides, and what happens when something dies. The ledger it writes is described in
 * {@link io.butterfly.ruqi.history}.
 *
 * <p><b>A turn.</b> One transaction takes the due jobs of a kind, locked and skipping what others have locked; it
 * writes a row of the ledger for every due instant and the jobs' next run times, and commits. Only then is anything
 * dispatched. The ledger's key (job, due instant) and the row lock make it impossible that an instant is decided twice.
 *
 * <p><b>States</b> of a firing: {@code running} (from the take) → {@code succeeded}, {@code failed} or {@code lost};
 * {@code skipped} instants are written as such. {@code waiting}, for a retry or for the end of the firing before it,
 * goes back to {@code running}, on any replica: at once on the one that has seen it become due, within a second on the
 * others. A running firing belongs to its owner, an incarnation of a replica; every statement that starts or ends it
 * names the owner, so a replica that has lost the firing changes nothing. Only a published message whose end is awaited
 * has no replica that carries it out: see {@link io.butterfly.ruqi.message}.
 *
 * <p><b>Failures.</b> The process dies before the commit: nothing happened, the rows are free at once. After it: when
 * the lease has ended, another replica takes the firing over — under the same id, unless it is a script that had
 * started: that one is {@code lost}. The store is away: the loop pauses and tries again for ever; outcomes wait in
 * memory; no replica acts on a lease that it could not renew. A row cannot be read: the job is parked with the reason,
 * the others fire. No slot is free: jobs stay due until one is.
 *
 * <p><b>Threads.</b> One loop takes, takes over and resumes ({@code ruqi-firing}), one renews the lease
 * ({@code ruqi-lease}), one writes outcomes ({@code ruqi-outcomes}), one shows the outputs of runs and stops runs
 * ({@code ruqi-runs}). Two learn of the ends of messages ({@code ruqi-completion}, {@code ruqi-reconcile}). Targets run
 * on virtual threads.
 */
package io.butterfly.ruqi.firing;
