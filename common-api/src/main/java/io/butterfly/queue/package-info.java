/**
 * The Java publisher library: put work into a handler's queue and hear what came of it. Needs Jackson and SLF4J only.
 *
 * <p>A {@link io.butterfly.queue.Queue} publishes, a {@link io.butterfly.queue.Message} is what it returns: its id, how
 * far it is, its result. Both speak to BaiChuan over HTTP and block; call them on a virtual thread, or on a thread that
 * may wait. The queue makes the id itself and repeats a publish whose answer it did not get under the same id, so that
 * one call makes one message at most.
 */
package io.butterfly.queue;
