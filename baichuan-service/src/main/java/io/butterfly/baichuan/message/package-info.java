/**
 * What a message is, whoever handles it: its states, its outcome, and what to do with one that was left behind. No
 * store, no clock.
 */
package io.butterfly.baichuan.message;
