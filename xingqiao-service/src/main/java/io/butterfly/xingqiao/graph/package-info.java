/**
 * A job as a graph of its tasks: who depends on whom, how far each is, how long it took, and which of them made the job
 * as long as it is.
 */
package io.butterfly.xingqiao.graph;
