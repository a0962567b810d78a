/** How fast jobs are, from the call that creates them to their end. */
package io.butterfly.benchmarks.xingqiao;
