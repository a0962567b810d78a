/**
 * RuQi's tables on MySQL and MariaDB. Time in every statement is the server's; instants are UTC microseconds, DATETIME
 * columns the zone's.
 */
@Configuration
@Requires(property = "ruqi.scheduler-store", notEquals = "memory")
package io.butterfly.ruqi.mysql;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
