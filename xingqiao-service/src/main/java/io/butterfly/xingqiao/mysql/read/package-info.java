/**
 * Statements that only read, outside of turns: lists, single jobs and tasks, figures.
 *
 * <p>Lists are read while they are written to the caller, a few wide rows at a time. Every statistic over jobs reads
 * the index {@code job_statistics} alone; those over tasks find their jobs there, and their tasks by
 * {@code task_job_id}.
 */
package io.butterfly.xingqiao.mysql.read;
