/**
 * Delivers every change of a job's status to the receiver that its workflow names.
 *
 * <p>A notice is a row that the transaction of the change writes, with the job as it is then; the notice exists exactly
 * when the change does. Any replica takes notices that are due under a lease of thirty seconds and deletes each once it
 * was delivered. The notices of one job are delivered one after the other: only the oldest of a job can be taken. A
 * delivery, whatever its kind, is interrupted after ten seconds, so that no lease runs out while a delivery is open.
 * When a replica dies between delivering and deleting, the lease runs out and the notice is delivered again: at least
 * once.
 *
 * <p>A notice has a receiver: the origin of a webhook, the hooks of a workflow, or BaiChuan. A replica has at most
 * eight deliveries open to one receiver and 256 in all, so a receiver that does not answer does not block the others.
 *
 * <p>A delivery that fails is repeated after growing pauses of up to five minutes, for three days. While a message has
 * not ended, its status is asked for after growing pauses, too. The notices of a deleted job are deleted with it. A
 * service that stops interrupts its deliveries and makes their notices due.
 */
package io.butterfly.xingqiao.notify;
