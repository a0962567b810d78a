/**
 * What a workflow is: a name, a check of its input, and the tasks of a job as an acyclic graph.
 *
 * <p>A {@link io.butterfly.xingqiao.workflow.Workflow} is asked once, when a job is created. The plan it gives is
 * checked as a whole by {@link io.butterfly.xingqiao.workflow.Dag} and stored; a running job never asks its workflow
 * again.
 */
package io.butterfly.xingqiao.workflow;
