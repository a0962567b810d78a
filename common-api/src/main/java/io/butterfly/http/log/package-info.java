/**
 * The access log: a line for each request and, in BaiChuan, for each message that has ended. Lines are made on the
 * side: who serves a request only adds an {@link io.butterfly.http.log.AccessEntry} to a queue of bounded size, and a
 * loop writes what is in it a few times a second. A queue that is full drops the line and counts it: the log never
 * delays work.
 */
package io.butterfly.http.log;
