/**
 * Jobs as they are shown: lists of jobs and tasks, what became of the jobs of one type in figures, and why a job is
 * still running.
 *
 * <p>A row of a list goes out column by column, so the wire's records are the rows here too. Figures come in the shapes
 * that chart components take, and as percentiles of the time that jobs and tasks took. Why a job is not over is said in
 * a sentence for each of its tasks that is not.
 */
package io.butterfly.xingqiao.inspect;
