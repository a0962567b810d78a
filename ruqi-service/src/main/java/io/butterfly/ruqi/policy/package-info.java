/**
 * What a job's owner may say about its due instants: which of them exist (zone, window, excluded days), how late they
 * may be, whether runs may overlap, and what follows a failure. Stored as texts by the names of {@code job_add}; a job
 * without any has the defaults.
 */
package io.butterfly.ruqi.policy;
