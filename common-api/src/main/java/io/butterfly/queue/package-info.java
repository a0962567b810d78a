/**
 * Publishing to BaiChuan and learning what became of the messages. Needs Jackson and SLF4J only. Everything here speaks
 * HTTP and blocks; call it on a virtual thread, or on a thread that may wait.
 *
 * <p><b>For applications.</b> A {@link io.butterfly.queue.Queue} publishes, a {@link io.butterfly.queue.Message} is
 * what it returns: its id, how far it is, its result. The queue makes the id itself and repeats a publish whose answer
 * it did not get under the same id, so that one call makes one message at most.
 *
 * <p><b>For services that keep their own record of each message.</b> A {@link io.butterfly.queue.Publisher} publishes
 * many messages and says of each what became of it. An {@link io.butterfly.queue.Inbox} receives the ends that
 * {@code on_finish} reports. A {@link io.butterfly.queue.Lookup} asks for ends that were not reported. All three throw
 * {@link io.butterfly.queue.BaiChuanUnreachable}, or an {@link java.io.IOException}, when BaiChuan does not answer:
 * then nothing is known, and asking again is safe.
 */
package io.butterfly.queue;
