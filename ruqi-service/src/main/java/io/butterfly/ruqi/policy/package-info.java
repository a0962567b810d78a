/**
 * What a job's owner may say about its due instants: which of them exist (zone, window, excluded days), how late they
 * may be, whether runs may overlap, and what follows a failure. Stored as the words they were given in; a job without
 * any is treated by the defaults.
 */
package io.butterfly.ruqi.policy;
