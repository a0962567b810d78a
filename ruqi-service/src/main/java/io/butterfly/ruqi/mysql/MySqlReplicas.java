package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Schema;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.replica.Replicas;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Leases in {@code ruqi_schedulers}. */
@Singleton
final class MySqlReplicas implements Replicas {
  private static final String REGISTER = """
      INSERT INTO ruqi_schedulers (name, started_us, lease_until_us)
      VALUES (?, %1$s, %1$s + ?)""".formatted(Micros.NOW);
  private static final String RENEW = """
      UPDATE ruqi_schedulers SET lease_until_us = %s + ? WHERE id = ?""".formatted(Micros.NOW);
  private static final String RESIGN = "DELETE FROM ruqi_schedulers WHERE id = ?";
  private static final String ENDED = """
      SELECT id, name FROM ruqi_schedulers WHERE lease_until_us < %s ORDER BY id""".formatted(Micros.NOW);
  /** Asked again: its owner may have renewed it meanwhile. */
  private static final String BURY = """
      DELETE FROM ruqi_schedulers WHERE id = ? AND lease_until_us < %s""".formatted(Micros.NOW);
  private static final String LIST = "SELECT name, started_us, lease_until_us FROM ruqi_schedulers ORDER BY id";
  private static final String NOW = "SELECT %s AS now_us".formatted(Micros.NOW);

  /** A first start makes the tables; until then there is nothing to register in. */
  private static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(5);

  private final Transactions transactions;
  private final Schema schema;

  MySqlReplicas(Transactions transactions, Schema schema) {
    this.transactions = transactions;
    this.schema = schema;
  }

  private record Ended(long id, String name) {}

  @Override
  public long register(String name, Duration lease) {
    awaitSchema();
    return transactions.run(connection -> Sql.insert(connection, REGISTER, name, micros(lease)));
  }

  private void awaitSchema() {
    try {
      schema.awaitReady(SCHEMA_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }

  @Override
  public boolean renew(long id, Duration lease) {
    return transactions.run(connection -> Sql.update(connection, RENEW, micros(lease), id)) > 0;
  }

  @Override
  public void resign(long id) {
    transactions.run(connection -> Sql.update(connection, RESIGN, id));
  }

  @Override
  public List<String> bury() {
    return transactions.run(connection -> {
      List<String> buried = new ArrayList<>();
      for (Ended ended : Sql.query(connection, ENDED, row -> new Ended(row.getLong("id"), row.getString("name")))) {
        if (Sql.update(connection, BURY, ended.id()) > 0) {
          buried.add(ended.name());
        }
      }
      return buried;
    });
  }

  @Override
  public List<Entry> list() {
    return transactions.run(connection -> Sql.query(connection, LIST, row -> new Entry(
        row.getString("name"), Micros.instant(row.getLong("started_us")), Micros.instant(row.getLong("lease_until_us")))));
  }

  @Override
  public Instant now() {
    awaitSchema();
    return transactions.run(MySqlReplicas::now);
  }

  private static Instant now(Connection connection) throws SQLException {
    return Sql.first(connection, NOW, row -> Micros.instant(row.getLong("now_us"))).orElseThrow();
  }
}
