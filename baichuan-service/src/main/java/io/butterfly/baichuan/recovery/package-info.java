/**
 * What was left behind is taken up, from the hash, on every replica.
 *
 * <p>{@link io.butterfly.baichuan.recovery.RecoveryLoop} surveys the indexes of each handler twice a second, never the key space, and finds:
 * <ul>
 *   <li>announced ids that are older than any publisher may be: with a queued hash they are enqueued, without a hash forgotten;
 *   <li>ids whose lease ran out: a started message loses an attempt and returns to its queue, or fails when it was the last one or its
 *       execution is past its timeout; a queued one (the process died between two steps) returns; an ended one leaves the hand;
 *   <li>delayed ids that are due: they enter the queue (in the survey itself);
 *   <li>ended ids that still owe their {@code on_finish};
 *   <li>ids that should have been started by now: a queued message fails as expired;
 *   <li>ids in hands without a lease, which are the original's workers': executed again when their worker's registration is gone, never by
 *       time; a message that names no worker, when no such worker has the queue;
 *   <li>ids of ended messages whose time is over: they leave their registries.
 * </ul>
 * What to do is decided by {@link io.butterfly.baichuan.recovery.Remedy}, a pure function of how the message stands. Acting is a comparison
 * with what was seen (the lease token and its deadline), so two replicas, or a holder that comes back in the same moment, do no harm: one of
 * them is refused. When a turn fails, because Redis is away, the next one starts afresh.
 */
package io.butterfly.baichuan.recovery;
