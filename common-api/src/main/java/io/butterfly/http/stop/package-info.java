/**
 * How a service stops when it is asked to (SIGTERM), so that callers notice nothing but a new connection.
 *
 * <p>In this order: readiness says DOWN (for {@code butterfly.stop.delay}, so that a load balancer has time to look);
 * calls that wait are answered with what there is; no new connection is taken, and each open one is closed after the
 * reply that is under way; at the same time every {@link io.butterfly.http.stop.Stoppable} lets what it does end, gives
 * back what it holds and records its results, with database, Redis and HTTP clients still open. When all that is done,
 * or takes too long, the server and everything else is closed.
 */
package io.butterfly.http.stop;
