/**
 * What a task of a plan may ask for beyond a plain call after its dependencies: a condition, another trigger rule, a
 * place at the end of the job, a fan-out, a job or a signal instead of a handler, and pauses between its attempts.
 *
 * <p>{@link io.butterfly.xingqiao.workflow.options.TaskOptions} holds them,
 * {@link io.butterfly.xingqiao.workflow.options.OptionsForm} is how they look in JSON and YAML; the table of tasks
 * keeps that form, so that a running job keeps the plan it was created with.
 */
package io.butterfly.xingqiao.workflow.options;
