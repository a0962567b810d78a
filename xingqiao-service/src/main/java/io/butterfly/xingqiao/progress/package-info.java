/**
 * How jobs move: events of their tasks come in, what follows is written, and the messages of the tasks that start go
 * out.
 *
 * <p><b>Turn.</b> A job has no owner. A completion from BaiChuan's queue, the reconciler, an operator or the creation
 * of the job takes a {@link io.butterfly.xingqiao.progress.Turns turn}: one transaction whose first statement locks the
 * job's row, so that the turns of a job come one after the other on whatever replica. The steps of a turn come from
 * {@link io.butterfly.xingqiao.decision.Progress}, a pure function that knows neither parameters nor results.
 * {@link io.butterfly.xingqiao.progress.TurnPlan} adds what has to be read for them: it evaluates conditions, makes
 * tasks of the items of lists, and collects the parameters of the tasks that start. Several jobs may share a
 * transaction. Messages are published after the commit, under ids that were committed with it, so publishing twice
 * changes nothing.
 *
 * <p><b>A task that is a job.</b> It is created, asked for and cancelled here as a message is at BaiChuan, under the id
 * of the task's start.
 *
 * <p><b>When something dies.</b> This process, before the commit: nothing happened; the lease of the completion runs
 * out and another replica gets it. After the commit and before the publish: the task is pending, and the reconciler
 * publishes it. Between publish and acknowledgement: the same, and BaiChuan answers that the message is there, or has
 * ended; then its outcome is fetched. The wish to cancel a message stays in its task's row until BaiChuan has answered.
 * BaiChuan away: tasks stay pending, completions wait there. MySQL away: completions are given back to their queue and
 * come again a second later. A completion lost for good: the reconciler asks BaiChuan what became of the message.
 */
package io.butterfly.xingqiao.progress;
