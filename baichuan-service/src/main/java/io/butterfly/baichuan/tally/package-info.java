/**
 * How much was done: messages published and ended by handler, executions by worker.
 *
 * <p>Advisory figures. {@link io.butterfly.baichuan.tally.Tally} counts in memory and writes once a second, so that
 * counting costs the life of a message nothing; a process that is killed forgets its last second, and an end that
 * recovery repeats may count twice. What the original's producers and workers do is not in it.
 */
package io.butterfly.baichuan.tally;
