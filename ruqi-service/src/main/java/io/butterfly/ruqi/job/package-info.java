/**
 * Jobs: what users add, look at and remove. A job says when (its trigger) and what (its command); the package
 * {@code firing} fires it.
 */
package io.butterfly.ruqi.job;
