/**
 * Deletes jobs that ended longer ago than {@code xingqiao.job-days}, with their tasks and notices; 0, the default,
 * keeps them. A name of a job is free again when the job is deleted.
 *
 * <p>Jobs are looked at in the order of their ids, a hundred in one transaction and so with short pauses, until one
 * comes that was created too late to be deleted; that happens once an hour. Any number of replicas may do it at the
 * same time.
 */
package io.butterfly.xingqiao.retention;
