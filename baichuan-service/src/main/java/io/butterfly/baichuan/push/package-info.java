/**
 * Messages that BaiChuan executes itself: it POSTs them to HTTP services, and runs the demo handlers.
 *
 * <p>A {@link io.butterfly.baichuan.push.Route} says which handlers live at which address. BaiChuan claims their
 * messages like any worker and POSTs the parameters to {@code <address><handler>}, with the message's id as
 * {@code x-reqid}; the JSON reply is the result. A service that cannot be connected to has not begun: its messages wait
 * in their queues, no attempt counts, and one of them at a time tries it again
 * ({@link io.butterfly.baichuan.push.Reach}). When the connection breaks or the answer is 5xx, the attempt is lost and
 * another follows after a growing pause; the service may have done its work, so it should be idempotent under the id.
 * Anything else is an answer.
 *
 * <p>{@link io.butterfly.baichuan.push.Push} runs one {@link io.butterfly.baichuan.push.Delivery} for each route, with
 * two loops. The <em>claiming</em> one takes as many messages as there are free slots, never more, and gives each to a
 * {@link io.butterfly.baichuan.push.Deliverer} on a virtual thread. The <em>reporting</em> one writes outcomes down in
 * batches as they come, and renews the leases of what is still running. An execution is interrupted, which frees its
 * slot, when its lease is refused (it is past its timeout, or another worker has the message) or its message was
 * cancelled. The signal of a cancellation comes at once; when it is lost, the next renewal notices.
 *
 * <p>While Redis is away outcomes wait here and the loops keep trying; when it takes longer than the lease, recovery
 * makes the message claimable again, and the late outcome is refused. Closing stops the claiming, lets running
 * deliveries end for a while, gives the rest back, and reports.
 */
package io.butterfly.baichuan.push;
