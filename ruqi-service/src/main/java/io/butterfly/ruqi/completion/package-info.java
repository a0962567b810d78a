/**
 * The ends of published messages. A firing whose owner asked what becomes of its message (an expected {@code stat},
 * overlap, retries) stays running until that is known.
 *
 * <p><b>A report.</b> BaiChuan publishes one message to {@code /ruqi/firing_done} when the message ends, and every
 * replica is a worker for that handler. Who gets it records the outcome, whoever owns the firing. When the store is
 * away the report is given back, and comes again. Anybody can publish to that handler: a report that is not understood,
 * or that cannot be recorded alone, is dropped.
 *
 * <p><b>A question.</b> A report may be lost: its message was deleted with the queue, Redis lost its last second or was
 * flushed, the report itself was lost with three workers. So whoever waits for an end also asks for it, at growing
 * intervals, each firing on one replica. A message that BaiChuan has not got twice in a row, ten seconds apart, has no
 * end that anybody knows: the firing is {@code lost}, or waits for its retry. While BaiChuan does not answer nothing is
 * concluded.
 *
 * <p><b>A wish.</b> {@code firing_stop} cancels the message and ends the firing.
 */
package io.butterfly.ruqi.completion;
