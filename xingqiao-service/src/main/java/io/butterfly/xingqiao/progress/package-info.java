/**
 * How jobs move: what happened to their tasks goes in, what follows is written, and the messages of the tasks that
 * start go out.
 *
 * <p><b>Owner.</b> Nobody owns a job. Whoever has something to say about it (a completion from BaiChuan's queue, the
 * reconciler, its creation) takes a {@link io.butterfly.xingqiao.progress.Turns turn}: one transaction whose first
 * statement locks the job's row, so that turns of a job come one after the other on whatever replica, and whose
 * decisions come from {@link io.butterfly.xingqiao.decision.Progress}, a pure function. Several jobs may share a
 * transaction. Messages are published after the commit, under ids that were committed with it, so publishing twice
 * changes nothing.
 *
 * <p><b>When something dies.</b> This process, before the commit: nothing happened; the completion's lease runs out and
 * somebody else gets it. After the commit and before the publish: the task is pending, and the reconciler publishes it.
 * Between publish and acknowledgement: the same, and BaiChuan answers that the message is there, or has ended; then its
 * outcome is fetched. That a message is to be cancelled stands in its task's row until BaiChuan has answered. BaiChuan
 * away: tasks stay pending, completions wait there. MySQL away: completions are given back to their queue and come
 * again a second later. A completion lost for good: the reconciler asks BaiChuan what became of the message.
 */
package io.butterfly.xingqiao.progress;
