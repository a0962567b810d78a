/**
 * How jobs move: what happened to their tasks goes in, what follows is written, and the messages of the tasks that start go out.
 *
 * <p><b>Owner.</b> Nobody owns a job. Whoever has something to say about it (a completion from BaiChuan's queue, the reconciler, its creation)
 * takes a {@link io.butterfly.xingqiao.progress.Turns turn}: one transaction whose first statement locks the job's row, so that turns of
 * a job come one after the other on whatever replica, and whose decisions come from {@link io.butterfly.xingqiao.progress.Progress}, a pure
 * function. Messages are published after the commit, under ids that were committed with it, so publishing twice changes nothing.
 *
 * <pre>
 * task      event                           becomes    and
 * waiting   dependencies finished           pending    start_no + 1, publish
 * waiting   a required value is nowhere     failed     ERR_TASK_REQUIRES
 * pending   publish acknowledged            started    (written outside of turns; nothing depends on it)
 * pending   not acknowledged at a check     pending    publish the same id again
 * started   BaiChuan says it has no message started    publish the same id again
 * running   ended OK, provides all there    finished   is_save: the job's ret_data
 * running   ended OK, provides incomplete   failed     ERR_TASK_PROVIDES           (or pending again while retrymax allows)
 * running   ended otherwise                 failed     the handler's code          (or pending again while retrymax allows)
 * running   ended, but an earlier start     as it was
 *
 * job       state of its tasks              becomes
 * started   all finished                    finished   OK, also after the deadline
 * started   one failed, none running        failed     code of the failed task with the lowest id
 * started   one failed, others running      started    no new starts
 * started   deadline passed, some running   failed     ERR_JOB_EXE_TIMEOUT; what runs is left alone, its outcome still recorded
 * </pre>
 *
 * <p><b>When something dies.</b> This process, before the commit: nothing happened; the completion's lease runs out and somebody else gets it.
 * After the commit and before the publish: the task is pending, and the reconciler publishes it. Between publish and acknowledgement: the same,
 * and BaiChuan answers that the message is there, or has ended; then its outcome is fetched. BaiChuan away: tasks stay pending, completions
 * wait there. MySQL away: completions are given back to their queue and come again a second later. A completion lost for good: the reconciler
 * asks BaiChuan what became of the message.
 */
package io.butterfly.xingqiao.progress;
