/**
 * A message begins anew under the id of one that has ended: for publishers whose messages keep one id, such as a job
 * that fires again and again.
 *
 * <p>The wish to begin anew has a name of the publisher's, which stays in the message's hash (field {@code restart},
 * the last few of them). Whoever repeats a call finds its name there, and nothing happens; a message that is under way
 * by another wish stays as it is. One that has ended is taken care of first (its report is published), then its hash
 * goes, then the index lets go of it, and the new one is published like any other, by the same steps. A process that
 * dies in between leaves an id without a message: the repeated call publishes it.
 *
 * <p>Only what has ended and no worker holds is cleared away, and only the very life that was looked at
 * ({@code created_at}), so that of two wishes at the same time one is the first, and the other one finds it under way.
 */
package io.butterfly.baichuan.restart;
