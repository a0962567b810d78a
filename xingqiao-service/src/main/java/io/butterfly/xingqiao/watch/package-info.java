/**
 * What operators are sent notices of: jobs that have failed or stand still. Whoever moves a job notes it; what the job
 * is called is looked up afterwards, so that moving jobs waits for nothing.
 */
package io.butterfly.xingqiao.watch;
