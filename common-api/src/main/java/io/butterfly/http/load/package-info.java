/**
 * How many bytes of requests and replies this process holds in memory at a time. Each request has a
 * {@link io.butterfly.http.load.Load}: the bytes of its body, taken when its head is read, and those of its reply,
 * taken before the reply is made from what is stored. They are given back when the reply has been written and its call
 * has ended. A body that finds no room is not kept: its request is answered {@code ERR_BUSY}. A reply waits a few
 * seconds for room first, because its size is only guessed before. Bodies and replies have a half each, so that
 * publishers cannot keep workers from taking away what waits.
 */
package io.butterfly.http.load;
