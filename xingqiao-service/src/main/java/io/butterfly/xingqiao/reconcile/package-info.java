/**
 * What makes sure that no job hangs, whatever was lost: publishes, acknowledgements, completions, whole processes.
 *
 * <p>Every unfinished job has a time of its next check: three seconds after it last moved, then at growing intervals up
 * to half a minute (five minutes when all tasks under way are confirmed and have no limit), at its deadline, and when a
 * pause or the wait for a signal is over. Any replica takes any job that is due, pushes that time on in the same
 * transaction ({@code SKIP LOCKED}), and asks BaiChuan about each running task. What it learns becomes events of an
 * ordinary {@link io.butterfly.xingqiao.progress.Turns turn}.
 *
 * <p>A message that BaiChuan says it does not have is published again under its old id, but only when no report of an
 * end waits in the queue of completions, or when the message is missing at a second check too: until then the report of
 * its own end may be among them. A task whose message a Python worker executes beyond its limit fails in this check,
 * because only this service enforces that limit; then the message is cancelled, with one attempt only. When BaiChuan is
 * away nothing is concluded about messages; deadlines are still enforced, and the jobs are looked at again a second
 * after it is back.
 *
 * <p>The same look cancels messages that are not wanted any more and have not been cancelled yet, also of ended jobs,
 * and starts tasks whose pause is over. A job that stands still longer than a limit is logged once, and again whenever
 * it has stood twice as long.
 */
package io.butterfly.xingqiao.reconcile;
