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
 * <p><b>To read it in order.</b> {@link io.butterfly.xingqiao.progress.ProgressLoop} groups completions by job.
 * {@code Turns} opens the transaction through {@link io.butterfly.xingqiao.progress.RunningJobs}, which locks, calls
 * {@code TurnPlan}, and writes the {@link io.butterfly.xingqiao.progress.Turn} that it returns. {@code MessagePlan} and
 * {@code TaskParams} make the messages within that transaction, from the {@link io.butterfly.xingqiao.progress.Replies}
 * of earlier tasks. After the commit {@code Turns} cancels first, then {@code Publishing} publishes the
 * {@link io.butterfly.xingqiao.progress.Outgoing} through {@link io.butterfly.xingqiao.progress.Starts};
 * {@code Backlog} makes and publishes what was too much at once, {@code Acknowledgements} writes what BaiChuan took.
 *
 * <p><b>A task that is a job.</b> {@link io.butterfly.xingqiao.progress.SubJobs} creates it, says how far it is and
 * cancels it, as {@link io.butterfly.xingqiao.progress.Messages} does with a message. The id of the task's start is the
 * id of the job's request.
 *
 * <p><b>When something dies.</b> This process, before the commit: nothing happened; the lease of the completion runs
 * out and another replica gets it. After the commit and before the publish: the task is pending, and the reconciler
 * publishes it. Between publish and acknowledgement: the same, and BaiChuan answers that the message is there, or has
 * ended; then its outcome is fetched. A message to cancel stays noted until BaiChuan has answered. BaiChuan away: tasks
 * stay pending, completions wait there. MySQL away: completions are given back to their queue and come again a second
 * later. A completion lost for good: the reconciler asks BaiChuan what became of the message.
 */
package io.butterfly.xingqiao.progress;
