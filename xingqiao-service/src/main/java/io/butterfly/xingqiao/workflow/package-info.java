/**
 * What a workflow is: a name, a check of its input, and the tasks of a job as an acyclic graph.
 *
 * <p>A {@link io.butterfly.xingqiao.workflow.Workflow} is asked once, when a job is created. The plan it gives is
 * checked as a whole by {@link io.butterfly.xingqiao.workflow.Dag} and stored; a running job never asks its workflow
 * again.
 *
 * <p>A task may ask for more than a plain call after its dependencies: a condition, another trigger rule, a place at
 * the end of the job, a fan-out, a job or a signal instead of a handler, and pauses between its attempts.
 * {@link io.butterfly.xingqiao.workflow.TaskOptions} holds these options,
 * {@link io.butterfly.xingqiao.workflow.OptionsForm} is how they look in JSON and YAML. The table of tasks keeps that
 * form, so that a running job keeps the plan it was created with.
 */
package io.butterfly.xingqiao.workflow;
