/**
 * Jobs and tasks: what they are, the states they go through, and how a job is created.
 *
 * <pre>
 * job   started ──▶ finished | failed                                  ended ──▶ started    (retried)
 * task  waiting ──▶ pending ──▶ started ──▶ finished | failed          failed ──▶ pending   (started again, retrymax)
 *          └───────────┴───────────┴──────────────────────▶ failed     pending ──▶ finished  (not acknowledged)
 *          └──▶ skipped                                                any ──▶ waiting       (retried)
 * </pre>
 *
 * A task is <i>waiting</i> for its dependencies; <i>pending</i> once its start is decided and until BaiChuan has
 * acknowledged the message; <i>started</i> from then on. Job and tasks are written in one transaction or not at all, so
 * a refused creation leaves the name free.
 */
package io.butterfly.xingqiao.job;
