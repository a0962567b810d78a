/**
 * Keeps processes running.
 *
 * <p>A {@link io.butterfly.standalone.supervise.Member} is one process with one loop, which is its only owner: it
 * starts the process, is woken when the process ends, says so in the log and starts it again. The first restart comes
 * at once, because most deaths are single; one that follows a short life waits, longer each time, so that a process
 * that cannot run does not burn the machine. A start that fails is a failed turn of the loop and is tried again with
 * the loop's own pauses. Closing ends the loop first and the process second: nothing is started again while the set-up
 * goes down.
 */
package io.butterfly.standalone.supervise;
