/**
 * Jobs whose owners edit rows of a table with SQL: {@code task}, as the manual of the smaller scheduler has it. One
 * replica reads the table every second, decides row by row what to do about it
 * ({@link io.butterfly.ruqi.tasktable.TaskStep}), and does it: a valid row is a job of RuQi whose id is
 * {@code task:<id>}.
 *
 * <p>A run is a row of {@code execute_task}. The transaction that takes the due job writes it, so each firing has
 * exactly one; the loop ends it when the ledger says how the firing ended. Nothing but the loop writes to {@code task},
 * and it leaves rows alone that a user has locked.
 */
package io.butterfly.ruqi.tasktable;
