/**
 * All SQL of this service; the tables are in {@code db/migration/xingqiao}.
 *
 * <p>Whoever changes a job or its tasks locks the job's row first, then writes tasks in the order of their ids; two
 * exceptions, both harmless: a start's acknowledgement touches only its task's row, and a check's postponement only its
 * job's. Rows without {@code started_at} belong to the Python service: no turn locks or writes them; only an operator
 * ends them, or takes them over once they have ended.
 */
package io.butterfly.xingqiao.mysql;
