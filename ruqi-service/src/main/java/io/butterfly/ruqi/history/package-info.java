/** The ledger as users read it: what became of every due instant. */
package io.butterfly.ruqi.history;
