/**
 * Notices: what operators learn without looking, such as that a job has failed or that a loop hangs.
 *
 * <p>An {@link io.butterfly.notices.Event} is reported where it happens, into a bounded buffer in memory
 * ({@link io.butterfly.notices.Events}); that costs the caller nothing and never fails. Once a second the loop in
 * {@code delivery} routes what has come by the rules of the file ({@code rules}) and writes it into the table
 * {@code <service>_notice}, one row for each sink, kind and object. What such a row makes known, and when, is a pure
 * decision ({@code delivery.Decision}). Any replica takes a due row under a lease and sends it to its sink
 * ({@code send}).
 *
 * <p>What a process that dies had in its buffer is lost: at most the last second. What is in the table is sent at least
 * once.
 */
package io.butterfly.notices;
