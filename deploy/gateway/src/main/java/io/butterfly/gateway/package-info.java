/**
 * One port on which every path of the three services works.
 *
 * <p>The first segment of a path says which service gets the request; method, query, headers and body go there
 * unchanged, and the reply comes back unchanged. Bodies and replies flow through: however long a list is, the gateway
 * holds a few kilobytes of it. Only a body of at most a megabyte is held whole, within a budget, so that it can be
 * offered to another replica.
 *
 * <p>BackendGroup take turns. One that refuses the connection is passed over, and one that has been silent for three
 * seconds while calls wait gets calls only when there is no other; it is asked for a sign of life once a second, as
 * long as calls come. A service that cannot be reached is answered for at once, in the shape of the contract: HTTP 200,
 * {@code ERR_SERVER_EXCEPTION} and a message. A request whose connection broke after it was sent is never sent again:
 * the service may have done the work. A reply that breaks off half way breaks off for the caller, too.
 *
 * <p>The gateway stores nothing. Each request has a virtual thread, which waits for the head of the reply.
 */
package io.butterfly.gateway;
