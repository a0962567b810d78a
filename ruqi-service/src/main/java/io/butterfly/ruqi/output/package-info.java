/**
 * What runs say, and how they are stopped, on whatever replica they run. The replica that runs a target shows its
 * output in the store once a second while it changes, and looks there as often whether somebody wants it to stop; so
 * every replica can answer for every run. At its end the output is kept whole, up to 64 KB, when it is longer than the
 * ledger holds.
 */
package io.butterfly.ruqi.output;
