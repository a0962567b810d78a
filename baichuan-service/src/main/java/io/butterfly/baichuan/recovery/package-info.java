/**
 * Every replica takes up what crashed processes and workers left behind, from what the hashes say.
 *
 * <p>{@link io.butterfly.baichuan.recovery.RecoveryLoop} surveys the indexes of handlers twice a second, never the key
 * space; of very many handlers those that time moves something of, and the others in turn
 * ({@link io.butterfly.baichuan.recovery.Rounds}). {@link io.butterfly.baichuan.recovery.Recovery} sorts what a
 * {@link io.butterfly.baichuan.recovery.Survey} found, {@link io.butterfly.baichuan.recovery.LeftMessages} carries the
 * repairs out. It finds:
 *
 * <ul>
 *   <li>announced ids that are older than any publisher may be: with a queued hash they are enqueued, without a hash
 *       forgotten;
 *   <li>ids whose lease ran out: a started message loses an attempt and returns to its queue, or fails when it was the
 *       last one or its execution is past its timeout; a queued one (the process died between two steps) returns; an
 *       ended one is let go;
 *   <li>delayed ids that are due: they enter the queue (in the survey itself);
 *   <li>ended ids whose {@code on_finish} is not settled;
 *   <li>ids that should have been started by now: a queued message fails as expired;
 *   <li>ids without a lease, which Python workers have taken: executed again when no living worker can still execute
 *       them;
 *   <li>ids that were taken from a Python worker and that it has ended after all: they are listed no more, because a
 *       Python worker would execute them although they have ended;
 *   <li>ids of ended messages whose time is over: they leave their registries;
 *   <li>handlers that have been empty for long: they leave {@code mq:queues}, so that names which are not used any more
 *       cost nothing. A publisher names the handler and then writes ids, in two steps, so a forgotten handler is looked
 *       at once more half a minute later.
 * </ul>
 *
 * What to do is decided by {@link io.butterfly.baichuan.recovery.Repair}, a pure function of a snapshot of the message.
 * Acting is a comparison with what was seen (the lease token and its deadline), so two replicas, or a holder that comes
 * back in the same moment, do no harm: one of them is refused. When a turn fails, because Redis is away, the next one
 * starts afresh.
 *
 * <p><b>After an outage</b> leases that ran out are not judged at once: their workers could not renew them. A replica
 * judges a lease only when it has reached Redis without a break for as long as the rarest heartbeat takes
 * ({@link io.butterfly.baichuan.recovery.LeaseGrace}); the same after its own start, and after a pause of its process.
 *
 * <p><b>When a Python worker is gone.</b> It has no lease, so {@link io.butterfly.baichuan.recovery.PythonWorkers}
 * concludes it:
 *
 * <ol>
 *   <li>Nothing is taken from a Python worker within ten minutes after it took it. The registration of one that was
 *       killed lasts up to ten minutes, so this costs nothing; and a worker whose registration is lost, or that drains
 *       after SIGTERM, mostly needs less.
 *   <li>A message that a worker has begun carries its name. That worker is gone when it has no registration and showed
 *       no sign of life for ten minutes: no heartbeat, and no message that it took or ended. A missing registration
 *       alone says little, because another thread sends the heartbeats, which may have died; a registration with
 *       {@code death} belongs to a worker that still works on what it has. What is left of an expired registration
 *       (counters without {@code birth}) says nothing, because a counter makes it again, for ever.
 *   <li>A registered worker that was born after it took a message is another process of the same name: the earlier one
 *       is gone.
 *   <li>A message that no worker has begun waits in the memory of the process that took it, and carries no name. A
 *       worker begins messages in the order in which it took them. So a living worker does not have it when it was born
 *       later, or has begun a message that was taken later (by more than 2 s, as these times have no fraction), or does
 *       nothing at all. The message is lost when no living worker of its handler may have it; a worker without a
 *       registration that shows signs of life is a living one.
 * </ol>
 *
 * The times are those of the workers' hosts, compared with Redis' clock: a host that is minutes behind it loses
 * messages to others too early.
 */
package io.butterfly.baichuan.recovery;
