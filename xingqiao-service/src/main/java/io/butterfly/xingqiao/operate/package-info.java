/**
 * What operators, and people who approve something, do to jobs that exist: cancel, pause, resume, signal, retry and
 * delete.
 *
 * <p><b>Old jobs.</b> Jobs that ended longer ago than {@code xingqiao.job-days} are deleted with their tasks and
 * notices; 0, the default, keeps them. The name of a deleted job is free again. The retention loop looks at jobs in the
 * order of their ids, a hundred in one transaction with short pauses between transactions, until it meets one that was
 * created too late to be deleted; it does so once an hour. Any number of replicas may do it at the same time.
 */
package io.butterfly.xingqiao.operate;
