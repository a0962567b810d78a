/**
 * What became of the jobs of one type, counted: as data for chart components, and as percentiles of what jobs and tasks
 * cost.
 */
package io.butterfly.xingqiao.statistics;
