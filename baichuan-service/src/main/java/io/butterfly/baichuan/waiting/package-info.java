/**
 * Those who wait for messages, and the word that wakes them: nobody sleeps beside a message, nobody wakes for nothing.
 */
package io.butterfly.baichuan.waiting;
