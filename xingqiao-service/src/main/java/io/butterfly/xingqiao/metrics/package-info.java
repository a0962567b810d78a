/** What Prometheus learns of jobs and tasks whose end this replica has written. */
package io.butterfly.xingqiao.metrics;
