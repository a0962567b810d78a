/** The table {@code <service>_notice} on MySQL and MariaDB. Time in every statement is the server's. */
@Configuration
@Requires(property = "datasources.default.dialect")
@Requires(condition = DatabaseWanted.class)
@Requires(classes = {DatasourceConfiguration.class, Flyway.class})
package io.butterfly.notices.mysql;

import io.butterfly.mysql.DatabaseWanted;
import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.flywaydb.core.Flyway;
