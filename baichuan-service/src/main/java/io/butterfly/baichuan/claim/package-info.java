/**
 * Workers get messages.
 *
 * <p>Two steps, which {@link io.butterfly.baichuan.claim.OneTripClaim} takes in one script where it can: a claim
 * <b>takes</b> ids (queue to {@code mq:wip}, with a deadline in {@code mq:lease}), then <b>starts</b> them on their
 * hashes, each under a new lease token. A crash between the two leaves ids with a deadline and a hash that says queued:
 * when the deadline passes, recovery gives them back. A taken id whose hash is not queued is not given to the worker:
 * one that has ended or is gone leaves the index at once, one that waited longer than its ttl fails at once, and of one
 * that another worker holds, because it was listed twice, the deadline makes recovery look at it. A claim whose answer
 * does not come in time may have been made all the same: {@link io.butterfly.baichuan.claim.UnansweredClaims} gives
 * back what it started, without counting an attempt.
 *
 * <p>A claim that finds nothing waits in {@link io.butterfly.baichuan.waiting.ClaimWaiters}, in order of arrival. It is
 * woken by a publish in this process, which also says for which handler, by a signal of another replica, or by the
 * {@link io.butterfly.baichuan.claim.QueueWatch}, which sees what was pushed by others. No more claims are woken than
 * there are messages. A claim whose caller has gone gives back what it took at once.
 *
 * <p>Ids of a queue with rules (limits, priorities, groups; or paused) are taken by another script, {@code pick}, which
 * looks at all of them in one step. The usual script only checks whether there are any, so that queues without rules
 * pay nothing for them. A claim that is held back by a limit is woken when a message ends, or looks again with the
 * queue watch.
 */
package io.butterfly.baichuan.claim;
