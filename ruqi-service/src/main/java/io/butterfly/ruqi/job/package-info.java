/**
 * Jobs: what users add, look at and remove. A job says when (its trigger) and what (its command); firing it is another
 * package's.
 */
package io.butterfly.ruqi.job;
