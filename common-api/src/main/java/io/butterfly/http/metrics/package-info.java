/**
 * What {@code /prometheus} shows of every service. Counters and timers are made once and count where the work is done;
 * gauges that cost a query implement {@link io.butterfly.http.metrics.Gauges} and are read just before Prometheus gets
 * them, by one thread and not more often than every three seconds.
 */
package io.butterfly.http.metrics;
