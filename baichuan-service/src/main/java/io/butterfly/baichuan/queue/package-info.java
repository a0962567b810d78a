/**
 * The queues there are: one for each handler that has messages, or had some not long ago; what operators see of them,
 * the limits that hold for them, and how much was done.
 */
package io.butterfly.baichuan.queue;
