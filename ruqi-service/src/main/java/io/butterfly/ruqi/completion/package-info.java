/**
 * The ends of published messages. A firing whose owner asked what becomes of its message (an expected {@code stat}, overlap, retries) stays
 * running until BaiChuan says so: it publishes one message to {@code /ruqi/firing_done} when the message ends, and every replica is a worker for
 * that handler. Who gets it records the outcome, whoever owns the firing. When the store is away the message is given back, and comes again.
 */
package io.butterfly.ruqi.completion;
