/**
 * Delivers every change of a job's status to those who want to know of it.
 *
 * <p>A notice is a row that the transaction of the change writes, with the job as it is then; it is there exactly when
 * the change is. Any replica takes notices that are due under a lease of thirty seconds and deletes each once it was
 * delivered. The notices of one job are delivered one after the other: only the oldest of a job can be taken. A
 * delivery, whatever its kind, is broken off after ten seconds, so that no lease lapses while a delivery is open. When
 * a replica dies between delivering and deleting, the lease runs out and the notice is delivered again: at least once.
 *
 * <p>A notice has a receiver: the origin of a webhook, the hooks of a workflow, or BaiChuan. A replica has at most
 * eight deliveries open to one receiver and 256 in all; one that does not answer takes nothing from the others.
 *
 * <p>What fails is tried again at growing pauses up to five minutes, for three days. A message that has not ended is
 * asked for at growing pauses, too. The notices of a deleted job are deleted with it. A service that stops breaks its
 * deliveries off and makes their notices due.
 */
package io.butterfly.xingqiao.notifier;
