/**
 * A worker lets go of a message, which ends or is given back, or shows that it still holds it.
 *
 * <p>Always the hash first, then the index; {@link io.butterfly.baichuan.finish.OneTripFinish} ends messages in one
 * script where it can, and giving back always takes two. The hash judges the lease token: a worker whose message was
 * given to another, or has ended, is refused and changes nothing. A crash between hash and index leaves an id in
 * {@code mq:wip} whose deadline passes; recovery then does the second step from what the hash says.
 *
 * <p>The index step is fenced by the lease that the hash had: an id whose lease runs out later belongs to the next
 * worker, because another replica has taken the step already. When the step fails, the outcome stays accepted.
 *
 * <p><b>on_finish.</b> A message that has one is in {@code mq:ending} since it was announced; the index step marks it
 * as ended there. {@link io.butterfly.baichuan.finish.OnFinish} publishes the report under the id
 * {@code ~<id>.<birth>.<run>}, so that doing it twice does it once, and no publisher and no later message of the same
 * id can have taken it; then the id leaves {@code mq:ending} and the message gets its expiry. A crash anywhere before
 * leaves the id there, and recovery does it again. A result over 64 KB is not carried along: the report names it, and
 * the ended message is kept until the report itself has ended; such a report is in {@code mq:ending}, too.
 *
 * <p><b>Retries.</b> The script that ends a message writes nothing when the answer is an error and the message has
 * retries left: it is then requeued with its pause, under the same lease. A crash in between costs an attempt like any
 * other.
 *
 * <p><b>Restarts.</b> A message may begin anew under the id of one that has ended: see
 * {@link io.butterfly.baichuan.finish.Restarts}.
 */
package io.butterfly.baichuan.finish;
