/** The queues there are: one for each handler that has messages, or had some not long ago. */
package io.butterfly.baichuan.queue;
