/**
 * BaiChuan, as this service uses it. {@link io.butterfly.xingqiao.dispatch.BaiChuanMessages} publishes the messages of
 * tasks, asks how far they are and cancels them. {@link io.butterfly.xingqiao.dispatch.BaiChuanCompletions} receives
 * the ends, because XingQiao is a worker for the handler {@code /xingqiao/task_done/<id of the store>}, and for
 * {@code /xingqiao/task_done}, which messages of an older version name; one for each of the
 * {@link io.butterfly.xingqiao.dispatch.ProgressLoops}. {@link io.butterfly.xingqiao.dispatch.BaiChuanQueues} reads
 * what only explanations need.
 */
package io.butterfly.xingqiao.dispatch;
