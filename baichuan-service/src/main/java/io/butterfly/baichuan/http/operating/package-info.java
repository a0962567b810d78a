/** The calls that operators and their consoles make: look at queues, messages and workers, and intervene. */
package io.butterfly.baichuan.http.operating;
