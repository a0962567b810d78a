/**
 * What every service runs on: the loop that never dies, the threads, and the names of instances and requests.
 *
 * <p>Only this package starts threads. A loop is one platform thread that calls a {@link io.butterfly.kernel.Tick}
 * again and again; the tick says how long to wait, a {@link io.butterfly.kernel.Signal} ends the wait early, and
 * whatever the tick throws is logged, as an {@link io.butterfly.kernel.Outage}, and followed by a growing pause. The
 * loop ends only by {@link io.butterfly.kernel.PollLoop#close()}.
 */
package io.butterfly.kernel;
