/**
 * This process as one of several equal replicas.
 *
 * <p><b>Lease.</b> A replica holds one row in {@code ruqi_schedulers} with the instant its lease ends, by the store's
 * clock. It renews the row five times a lease. Locally it counts from the moment it <em>asked</em>, on the monotonic
 * clock, so it stops acting on its lease before any other replica may think that it has ended, whatever the machine's
 * clock says and however long the process was frozen.
 *
 * <p><b>Death.</b> A replica that finds a lapsed lease deletes its row. From then on that incarnation owns nothing: it
 * cannot renew, its firings may be taken over, and a process that was only frozen finds its row gone and goes on under
 * a new id. A lease that has ended but whose row still stands may be renewed: no replica has acted on its end.
 *
 * <p><b>Grace.</b> After its own start, whenever it could not renew in time (the store was away, the process was
 * frozen), and when it notices that the store's clock has stepped, a replica waits one full lease before it deletes the
 * rows of others: they may have been unable to renew for the same reason.
 */
package io.butterfly.ruqi.replica;
