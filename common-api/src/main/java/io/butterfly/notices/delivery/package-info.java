/**
 * From events to notices that have arrived.
 *
 * <p>A {@link io.butterfly.notices.delivery.Notice} is one row: what has happened to one object, for one sink. The
 * first event is sent at once. What follows within the window is counted; when the window ends, what came since is made
 * known once ("17 more like this"), and the next window is twice as long, up to a day. When the object is well again
 * that is sent, too, and the row is closed when its window has ended. {@link io.butterfly.notices.delivery.Decision}
 * says all of this, from the row alone.
 *
 * <p>Rows are changed under a lock by {@link io.butterfly.notices.delivery.NoticeStore}: by what has happened, whoever
 * sends them, and by how the sending went, while its lease holds. A replica that dies leaves its rows to the others
 * when the lease has ended; what it sent in the meantime is sent again. A sink that does not take a notice is asked
 * again after growing pauses, for a day; then the row has failed, and the next event begins another.
 */
package io.butterfly.notices.delivery;
