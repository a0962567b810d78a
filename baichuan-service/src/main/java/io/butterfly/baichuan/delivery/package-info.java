/**
 * This process as a worker of its own: it claims messages for some handlers and hands each to a
 * {@link io.butterfly.baichuan.delivery.Deliverer}, on a virtual thread.
 *
 * <p>Two loops a delivery. The <em>claiming</em> one takes as many messages as there are free slots, never more. The
 * <em>reporting</em> one writes outcomes down in batches as they come, and renews the leases of what is still running:
 * an execution whose lease is refused (it is past its timeout, or somebody else has the message) or whose message was
 * cancelled is interrupted, which frees its slot. The word of a cancelling comes at once; when it is lost, the next
 * renewal brings it. While Redis is away outcomes wait here and the loops keep trying; when it takes longer than the
 * lease, recovery gives the message to somebody else, and the late outcome is refused. Closing stops the claiming, lets
 * running deliveries end for a while, gives the rest back, and reports.
 */
package io.butterfly.baichuan.delivery;
