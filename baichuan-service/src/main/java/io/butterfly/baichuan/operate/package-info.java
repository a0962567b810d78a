/**
 * What an operator does to messages: cancel, delete, requeue, empty a queue.
 *
 * <p>As everywhere, the hash is judged first and the indexes follow. Cancelling a queued message ends it, and its
 * {@code on_finish} fires; a started one is marked, its holder learns of it with the next heartbeat, and it never
 * returns to its queue. Deleting removes a message and reports nothing, unless it is being executed. Only what is in
 * {@code mq:failed} can be requeued, because no worker holds such a message; its id is announced before the hash
 * becomes queued, so that a crash in between loses nothing. Work on many messages is done in batches, for a limited
 * time, and says what is left.
 */
package io.butterfly.baichuan.operate;
