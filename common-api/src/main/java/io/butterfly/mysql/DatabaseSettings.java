package io.butterfly.mysql;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.context.exceptions.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Points the connection pool at the configured database. A service's own address ({@code ruqi.mysql.url}) wins over the common one
 * ({@code butterfly.mysql.url}); {@code redirect://file:name} means "the address is the setting {@code file.name}" (manual, RuQi §2.2.1).
 * User and password beside the address win over those inside it.
 */
@Singleton
final class DatabaseSettings implements BeanCreatedEventListener<DatasourceConfiguration> {
  private static final int MAX_REDIRECTS = 5;
  private static final long CONNECTION_TIMEOUT_MS = 2_000;
  private static final long VALIDATION_TIMEOUT_MS = 1_000;

  private final Environment environment;

  DatabaseSettings(Environment environment) {
    this.environment = environment;
  }

  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    DatasourceConfiguration pool = event.getBean();
    String service = environment.getRequiredProperty("micronaut.application.name", String.class);
    String prefix = List.of(service, "butterfly").stream()
        .filter(name -> environment.containsProperty(name + ".mysql.url"))
        .findFirst()
        .orElseThrow(() -> new ConfigurationException("no database: set butterfly.mysql.url (environment variable BUTTERFLY_MYSQL_URL)"));
    DatabaseUrl url = parse(prefix + ".mysql.url");
    pool.setUrl(url.jdbcUrl());
    pool.setDriverClassName("com.mysql.cj.jdbc.Driver");
    credential(prefix + ".mysql.user").or(url::user).ifPresent(pool::setUsername);
    credential(prefix + ".mysql.password").or(url::password).ifPresent(pool::setPassword);
    pool.setMaximumPoolSize(url.maxConnections());
    pool.setMinimumIdle(Math.min(2, url.maxConnections()));
    pool.setIdleTimeout(url.staleTimeoutSeconds() * 1000L);
    pool.setAutoCommit(false); // everything runs in a transaction: turning it off and on again costs two round trips each
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
    pool.setValidationTimeout(VALIDATION_TIMEOUT_MS);
    pool.setInitializationFailTimeout(-1); // a service starts without its database
    return pool;
  }

  private DatabaseUrl parse(String setting) {
    String name = setting;
    String text = environment.getRequiredProperty(name, String.class);
    for (int i = 0; text.startsWith("redirect://"); i++) {
      name = text.substring("redirect://".length()).replace(':', '.');
      if (i == MAX_REDIRECTS || !environment.containsProperty(name)) {
        throw new ConfigurationException(setting + " redirects to " + name + ", which is not configured");
      }
      text = environment.getRequiredProperty(name, String.class);
    }
    try {
      return DatabaseUrl.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("the setting " + name + " is no database address: " + e.getMessage());
    }
  }

  private Optional<String> credential(String setting) {
    return environment.getProperty(setting, String.class).filter(value -> !value.isEmpty());
  }
}
