package io.butterfly.mysql;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.PollLoop;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the service's tables up to date, as soon as the database lets it: a service starts without its database, answers HTTP, refuses
 * what needs tables, and goes on by itself once it can. Each service has its own history table, so that two may share one database;
 * tables that the manual's own DDL made are adopted. Replicas that start together wait for each other on Flyway's lock.
 */
@Context
public final class Schema {
  private static final Duration DONE = Duration.ofDays(1);

  private final DataSource dataSource;
  private final String service;
  private final CountDownLatch ready = new CountDownLatch(1);
  private PollLoop loop;

  Schema(DataSource dataSource, @Value("${micronaut.application.name}") String service) {
    this.dataSource = new Unhurried(DelegatingDataSource.unwrapDataSource(dataSource)); // Flyway opens its connections itself, outside any transaction
    this.service = service;
  }

  /** A step on a large table takes as long as it takes; the pool gives a connection its own limit back when it is returned. */
  private static final class Unhurried extends DelegatingDataSource {
    Unhurried(DataSource pool) {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      connection.setNetworkTimeout(Runnable::run, 0);
      return connection;
    }
  }

  @PostConstruct
  void start() {
    loop = PollLoop.start(service + "-schema", this::migrate);
  }

  @PreDestroy
  void stop() {
    loop.close();
  }

  private Duration migrate() {
    if (!isReady()) {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration/" + service)
          .table("flyway_" + service)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
      ready.countDown();
    }
    return DONE;
  }

  public boolean isReady() {
    return ready.getCount() == 0;
  }

  /** Waits for the first migration; false when it has not come in time. */
  public boolean awaitReady(Duration patience) throws InterruptedException {
    return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  void requireReady() {
    if (!isReady()) {
      throw unreachable();
    }
  }

  static Refusal unreachable() {
    return new Refusal(Stat.ERR_SERVER_EXCEPTION, "the database cannot be reached right now: nothing was stored, try again");
  }
}
