/**
 * RuQi's figures beside db-scheduler's and Quartz's, on one MariaDB: every node is a process of its own, and every task
 * does nothing.
 */
package io.butterfly.benchmarks.ruqi;
