/**
 * Calls and executions that wait, and the signals that wake them: claims for messages, calls for the end of a message,
 * executions for a cancellation.
 *
 * <p>A signal goes to this process directly and to the other replicas through Redis. It saves time only: each that
 * waits also looks for itself, so a lost signal loses nothing.
 */
package io.butterfly.baichuan.waiting;
