/**
 * The sinks: each takes a notice's text and returns when its receiver has it, or throws
 * {@link io.butterfly.notices.send.SinkFailed} with a reason that may be shown. {@link io.butterfly.notices.send.Sinks}
 * holds one deadline over the whole of it, whatever the receiver does: the look-up of its host, the connection, each
 * byte of its answer.
 *
 * <p>A webhook's host is judged by the address guard before each call, and redirects are not followed. Chat services
 * answer HTTP 200 to what they refuse: the code in the body counts.
 */
package io.butterfly.notices.send;
