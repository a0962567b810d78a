/**
 * What makes sure that no job hangs, whatever was lost: publishes, acknowledgements, completions, whole processes.
 *
 * <p>Every unfinished job has a time at which somebody looks at it: three seconds after it last moved, then at growing intervals up to half
 * a minute, and at its deadline. Any replica takes any job that is due, pushes that time on in the same transaction ({@code SKIP LOCKED}),
 * and asks BaiChuan about each running task. What it learns becomes events of an ordinary {@link io.butterfly.xingqiao.progress.Turns turn}.
 *
 * <p>A message that BaiChuan says it does not have is published again under its old id; both stores have answered then. When BaiChuan is
 * away nothing is concluded about messages; deadlines are still enforced, and the jobs are looked at again a second after it is back.
 */
package io.butterfly.xingqiao.reconcile;
