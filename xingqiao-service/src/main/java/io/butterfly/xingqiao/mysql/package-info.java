/**
 * All SQL of this service; the tables are in {@code db/migration/xingqiao}.
 *
 * <p>A transaction that changes a job or its tasks locks the job's row first, then writes tasks in the order of their
 * ids. Two exceptions are harmless: the acknowledgement of a start touches only its task's row, and postponing a check
 * only its job's. Rows without {@code started_at} belong to the Python service: no turn locks or writes them; only an
 * operator ends them, or takes them over once they have ended.
 *
 * <p>Notices are written with every change of a job's status and drained by {@link io.butterfly.xingqiao.notify}. The
 * locks of jobs have a text of their own at {@link io.butterfly.xingqiao.mysql.JobLocks}.
 */
package io.butterfly.xingqiao.mysql;
