/**
 * What the services with a database share: the manual's connection URLs, transactions that repeat themselves when
 * InnoDB asks for it, a few lines to run SQL, and the schema that is brought up to date as soon as the database can be
 * reached.
 */
@Configuration
@Requires(property = "datasources.default.dialect")
@Requires(condition = DatabaseWanted.class)
@Requires(classes = {DatasourceConfiguration.class, Flyway.class})
package io.butterfly.mysql;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.flywaydb.core.Flyway;
