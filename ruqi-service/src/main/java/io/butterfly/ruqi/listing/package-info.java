/**
 * Lists: which part of one is asked for, and in which order. Rows come as they are read, so that a list may be longer
 * than memory.
 */
package io.butterfly.ruqi.listing;
