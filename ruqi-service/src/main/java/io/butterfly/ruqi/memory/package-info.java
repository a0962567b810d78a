/**
 * The store for one process without a database: everything is forgotten at its end. It keeps the promises of the ledger
 * within that process, and the same tests hold it to them as hold the tables in MySQL. One lock guards all of it; every
 * verb is one step under that lock.
 */
@Configuration
@Requires(property = "ruqi.scheduler-store", value = "memory")
package io.butterfly.ruqi.memory;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
