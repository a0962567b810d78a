/**
 * What follows from what happened to a job. Pure: no clock, no store, no log; the same job, tasks, events and time give
 * the same steps.
 *
 * <pre>
 * task      event                              becomes    and
 * waiting   its trigger rule is met            pending    start_no + 1, publish
 * waiting   the same, a wait or a fan-out      started    start_no + 1, nothing to publish
 * waiting   its rule cannot be met any more    skipped
 * waiting   ready, its condition is false      skipped
 * waiting   ready, a required value is nowhere failed     ERR_TASK_REQUIRES
 * waiting   ready, its foreach is no list      failed     ERR_TASK_FOREACH
 * pending   publish acknowledged               started    (written outside of turns; nothing depends on it)
 * pending   not acknowledged at a check        pending    publish the same id again
 * pending   BaiChuan refuses it for good       failed     ERR_TASK_REFUSED
 * started   BaiChuan says it has no message    started    publish the same id again
 * running   ended OK, provides all there       finished   is_save: the job's ret_data
 * running   ended OK, provides incomplete      failed     ERR_TASK_PROVIDES, or pending again while retrymax allows
 * running   ended OK, reply over 1 MB          failed     ERR_TASK_RESULT_TOO_LARGE
 * running   ended otherwise                    failed     the handler's code, or pending again, after its back-off
 * running   ended, but an earlier start        as it was
 * running   a Python worker exceeds its limit  failed     ERR_TASK_EXE_TIMEOUT, or pending again; cancel its message
 * started   waits for a signal, signalled      finished or failed, as the signal says
 * started   waits for a signal, due            failed     ERR_TASK_EXE_TIMEOUT
 * started   fan-out, all items finished        finished   their replies are its reply
 * started   fan-out, an item failed, none runs failed     the item's code
 * running   its job is cancelled               failed     ERR_TASK_CANCELLED, cancel its message
 * started   waits for a signal, job resumed    started    its time is over later by the pause
 * any       retried, or after a retried one    waiting    cancel its message if it runs
 * failed    a job that failed itself, retried  waiting    its next start is its last again: that job goes on
 *
 * job       state                              becomes
 * started   nothing runs, none failed          finished   OK, also after the deadline
 * started   one failed, none running           failed     code of the unhandled failed task with the lowest id
 * started   one failed, others running         started    no new starts, but of tasks whose rule wants failures
 * started   deadline passed, some running      failed     ERR_JOB_EXE_TIMEOUT; outcomes of what runs are recorded
 * started   cancelled                          failed     ERR_JOB_CANCELLED
 * started   any of these, has tasks for its end started    until they are over, on_failure ones before finally ones
 * started   waits for its locks                started    nothing starts; cancelled: as above; too late: ERR_JOB_LOCKED
 * started   paused                             started    nothing starts; outcomes count; limits move by the pause
 * failed    retried                            started    what failed or was skipped waits again
 * ended     retried from a task                started    that task and all after it wait again, and what failed
 *
 * a failed task, and one that depends on it    the failure
 * same phase, accepts failures, finished       is handled: it neither stops nor fails the job
 * same phase, accepts failures, not over       is handled for now
 * skipped, failed, of another phase, or its
 * rule wants success                           stops the job and fails it
 * </pre>
 */
package io.butterfly.xingqiao.decision;
