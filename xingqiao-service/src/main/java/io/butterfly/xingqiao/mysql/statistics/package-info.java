/**
 * Counts by SQL. Every statement over jobs reads the index {@code job_statistics} alone; those over tasks find their
 * jobs there, and their tasks by {@code task_job_id}.
 */
package io.butterfly.xingqiao.mysql.statistics;
