/** The queues there are: one for each handler that ever had a message. */
package io.butterfly.baichuan.queue;
