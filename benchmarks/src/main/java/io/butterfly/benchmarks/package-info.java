/**
 * Our figures and the peers', measured in one run on one machine. A {@link io.butterfly.benchmarks.Benchmark} prints
 * each figure as the median of several runs with its spread, through {@link io.butterfly.benchmarks.Report}.
 */
package io.butterfly.benchmarks;
