/**
 * Messages come into a worker's hand.
 *
 * <p>A claim <b>takes</b> ids (queue to {@code mq:wip}, with a deadline in {@code mq:lease}), then <b>starts</b> them on their hashes, each
 * under a new lease token. A crash between the two leaves ids with a deadline and a hash that says queued: when the deadline passes, recovery
 * gives them back. A taken id whose hash is not queued (ended, gone, or in another hand because it was listed twice) is not handed out; its
 * deadline makes recovery look at it.
 *
 * <p>A claim that finds nothing waits in {@link io.butterfly.baichuan.waiting.Waiting}, in order of arrival. It is woken by a publish in this
 * process, by word of another replica, or by the {@link io.butterfly.baichuan.claim.QueueWatch}, which sees what was pushed by others. No
 * more claims are woken than there are messages. A claim whose caller has gone gives back what it took at once.
 */
package io.butterfly.baichuan.claim;
