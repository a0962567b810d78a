/**
 * RuQi on the wire: add, look at and remove jobs, read the history, ask and wake the scheduler. Times are local to
 * RuQi's zone.
 */
package io.butterfly.api.ruqi;
