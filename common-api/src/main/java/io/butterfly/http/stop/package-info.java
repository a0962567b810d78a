/**
 * How a service stops when it is asked to (SIGTERM), so that nobody notices but by a new connection.
 *
 * <p>In this order: readiness says DOWN (for {@code butterfly.stop.delay}, so that a load balancer has time to look);
 * calls that wait are answered with what there is; no new connection is taken, and each open one is closed after the
 * reply it owes; at the same time every {@link io.butterfly.http.stop.Stoppable} lets what it does end, gives back what
 * it holds and writes down what it knows, with database, Redis and HTTP clients still open. When all that is done, or
 * takes too long, the server and everything else is closed.
 */
package io.butterfly.http.stop;
