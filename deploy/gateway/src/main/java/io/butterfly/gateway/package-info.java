/**
 * One port on which every path of the three services works.
 *
 * <p>The first segment of a path says which service gets the request; method, query, headers and body go there unchanged, and the reply comes
 * back unchanged. RuQi's replicas take turns; one that refuses the connection is passed over. A service that cannot be reached is answered for
 * at once, in the shape of the contract: HTTP 200, {@code ERR_SERVER_EXCEPTION} and a message. A request whose connection broke after it was
 * sent is never sent again: the service may have done the work. The gateway keeps no state and starts no thread of its own.
 */
package io.butterfly.gateway;
