/** What a message is, whoever handles it: its states, its outcome, and how its hash is read. No loop, no clock. */
package io.butterfly.baichuan.message;
