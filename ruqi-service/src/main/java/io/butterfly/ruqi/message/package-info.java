/**
 * BaiChuan, as this service uses it: the message that a firing becomes, publishing it, and how the firing ends with it.
 *
 * <p><b>Publishing.</b> Only an I/O error means that BaiChuan is unreachable, and it says whether the request may have
 * arrived. Any other failure of a batch is caused by one of its messages: that one is found and refused with a reason.
 *
 * <p><b>A report.</b> A firing whose policies depend on the end of its message (an expected {@code stat}, overlap,
 * retries) stays running until that end is known. BaiChuan publishes one message to {@code /ruqi/firing_done/<id of the
 * store>} when the message ends, and every replica is a worker for that handler while any firing awaits an end; also
 * for {@code /ruqi/firing_done}, which messages of an older version name. The replica that receives the report records
 * the outcome, whichever owns the firing. When the store is away the report is released, and comes again. Without
 * tokens every client can publish to that handler: a report that cannot be read, or that cannot be recorded alone, is
 * dropped; if it was about a firing, a question finds that end later.
 *
 * <p><b>A question.</b> A report may be lost: its message was deleted with the queue, Redis lost its last second or was
 * flushed, or three workers died with the report. So the replicas also ask for awaited ends, at growing intervals, each
 * firing on one replica. When BaiChuan twice in a row, ten seconds apart, does not have a message, its end is unknown:
 * the firing is {@code lost}, or waits for its retry. While BaiChuan does not answer nothing is concluded.
 *
 * <p><b>A stop.</b> {@code firing_stop} cancels the message and ends the firing.
 */
package io.butterfly.ruqi.message;
