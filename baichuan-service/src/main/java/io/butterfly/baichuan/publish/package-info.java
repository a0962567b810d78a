/**
 * A message comes into being.
 *
 * <p>Three steps, each waiting for the one before: <b>announce</b> (the id enters {@code mq:pending}, and {@code mq:ending} when it owes an
 * {@code on_finish}), <b>create</b> (its hash, unless there is one), <b>enqueue</b> (the id moves to the queue). The hash is the truth:
 * whoever publishes an id again learns how far that message is.
 *
 * <p>A publisher that dies after the first step leaves an announced id without a hash: recovery forgets it after {@link
 * io.butterfly.baichuan.publish.PublishStore#ANNOUNCED}. One that dies after the second leaves a message that recovery enqueues at that age.
 * So that recovery never forgets what a slow publisher is about to create, creating is refused by the store's clock when the announcement is
 * older than half of it; then the publisher announces again.
 */
package io.butterfly.baichuan.publish;
