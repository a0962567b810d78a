/**
 * XingQiao 星桥 runs workflows: a job is an acyclic graph of tasks, a task is a BaiChuan message.
 *
 * <p>Start reading at {@link io.butterfly.xingqiao.progress}; jobs come in through
 * {@link io.butterfly.xingqiao.job.Jobs}.
 */
package io.butterfly.xingqiao;
