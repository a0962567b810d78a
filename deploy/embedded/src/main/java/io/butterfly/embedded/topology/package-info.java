/**
 * Redis in the forms that production knows beside the single server, for tests: a cluster, and a master that a Sentinel
 * watches.
 */
package io.butterfly.embedded.topology;
