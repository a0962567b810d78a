/**
 * Messages are published.
 *
 * <p>Three steps ({@link io.butterfly.baichuan.publish.PublishSteps}), which
 * {@link io.butterfly.baichuan.publish.OneTripPublish} takes in one script where it can: <b>announce</b> (the id enters
 * {@code mq:pending}, and {@code mq:ending} when it has an {@code on_finish}), <b>create</b> (its hash, unless there is
 * one), <b>enqueue</b> (the id moves to the queue). The hash is the truth: who publishes an id again gets the status of
 * that message.
 *
 * <p>A publisher that dies after the first step leaves an announced id without a hash: recovery forgets it after
 * {@link io.butterfly.baichuan.publish.PublishSteps#ANNOUNCED}. One that dies after the second leaves a message that
 * recovery enqueues at that age. So that recovery never forgets what a slow publisher is about to create, creating is
 * refused by Redis' clock when the announcement is older than half of it; then the publisher announces again.
 *
 * <p>What many callers publish at the same time goes through these steps together. A delay, a time to live and a place
 * (front, priority, group) are noted in the index before the hash exists, so that recovery can put the message where it
 * belongs.
 *
 * <p>A message that is to be <b>unique</b> first takes the mark of its equals. Whether a mark still holds is decided by
 * its holder's hash: one that has ended, or that has no hash 10 s after it took the mark, is replaced by comparing and
 * setting. So a crash between mark and hash blocks equal messages for 10 s. Whoever ends or deletes a message takes its
 * mark away. What is to take the parameters of another message ({@code replace}, {@code debounce}) must have a hash: it
 * is looked for again after a moment, and then its equal is refused for now. All marks of a batch are taken before
 * anything is created, so drafts behind their equal come again when the batch is there; see
 * {@link io.butterfly.baichuan.publish.Admission}. A failed message takes it again before it is queued again; then the
 * mark says so, and for 10 s holds although the hash still says failed. The mark of a throttled message outlives it;
 * once that message exists the mark says so, and only then does it hold without a hash.
 */
package io.butterfly.baichuan.publish;
