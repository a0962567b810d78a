/**
 * Tells those who want to know of every change of a job's status.
 *
 * <p>A notice is a row that the transaction of the change writes, with the job as it is then; it is there exactly when the change is. Any replica takes
 * notices that are due under a lease of thirty seconds and deletes each once it was told. The notices of one job are told one after the other: only
 * the oldest of a job can be taken. When a replica dies between telling and deleting, the lease runs out and the notice is told again:
 * at least once. Who cannot be told is tried again at growing pauses up to five minutes, for three days.
 */
package io.butterfly.xingqiao.notifier;
