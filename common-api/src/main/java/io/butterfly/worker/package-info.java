/**
 * The Java worker library: handlers by path, executed on virtual threads for messages claimed from BaiChuan. Needs
 * Jackson and SLF4J only.
 *
 * <p>A {@link io.butterfly.worker.Worker} has three loops. <b>claim</b> asks for as many messages as there are free
 * places, waiting up to 30 s for one, and carries the outcomes that have gathered; while it waits, <b>finish</b> sends
 * them instead. <b>watch</b> renews the leases and interrupts executions that are past their timeout or were cancelled.
 *
 * <p>A message is <i>held</i> from the claim until BaiChuan has acknowledged its outcome, and its lease is renewed all
 * that time. When BaiChuan cannot be reached, outcomes stay here and are sent again; when the lease was lost meanwhile,
 * BaiChuan refuses the outcome, because another worker has the message, and the outcome is dropped. When this process
 * dies, BaiChuan gives the message to another worker as soon as the lease has run out: a handler may run twice for one
 * message, so it should be idempotent under {@link io.butterfly.worker.Invocation#taskId()}.
 */
package io.butterfly.worker;
