package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Schema;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.replica.Replicas;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Leases in {@code ruqi_schedulers}. */
@Singleton
final class MySqlReplicas implements Replicas {
    private static final String REGISTER = """
      INSERT INTO ruqi_schedulers (id, name, started_us, lease_until_us, lease_us)
      VALUES (?, ?, %1$s, %1$s + ?, ?)""".formatted(Micros.NOW);
    private static final String RENEW = """
      UPDATE ruqi_schedulers SET lease_until_us = %s + ?, lease_us = ? WHERE id = ?""".formatted(Micros.NOW);
    private static final String RELEASE = """
      DELETE FROM ruqi_schedulers WHERE id = ?""";
    /**
     * A lease that ends later than its own length from now was given before the clock stepped back: it has not been
     * renewed since.
     */
    private static final String IS_OVER = """
      (lease_until_us < %1$s OR (lease_us > 0 AND lease_until_us > %1$s + lease_us + 1000000))""".formatted(Micros.NOW);

    private static final String LAPSED = """
      SELECT id, name FROM ruqi_schedulers WHERE %s ORDER BY id""".formatted(IS_OVER);
    /** The condition is checked again: the owner may have renewed the lease meanwhile. */
    private static final String DELETE_LAPSED = """
      DELETE FROM ruqi_schedulers WHERE id = ? AND %s""".formatted(IS_OVER);

    private static final String LIST = """
      SELECT name, started_us, lease_until_us FROM ruqi_schedulers ORDER BY started_us, id""";
    /**
     * A first start makes the tables, which takes a while on a busy machine; until then there is nothing to register
     * in.
     */
    private static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(30);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Transactions transactions;
    private final Schema schema;

    MySqlReplicas(Transactions transactions, Schema schema) {
        this.transactions = transactions;
        this.schema = schema;
    }

    private record LapsedLease(long id, String name) {}

    @Override
    public long register(String name, Duration lease) {
        awaitSchema();
        long id = newId();
        transactions.run(connection -> Sql.update(connection, REGISTER, id, name, micros(lease), micros(lease)));
        return id;
    }

    /**
     * Random, because after a fail-over that lost the newest rows a counter would give the id of a living replica once
     * more, and two would act as one. Half of the numbers are left to replicas of an older version, which still count.
     */
    private static long newId() {
        return RANDOM.nextLong(1L << 32, 1L << 62);
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
        return transactions.run(connection -> Sql.update(connection, RENEW, micros(lease), micros(lease), id)) > 0;
    }

    @Override
    public void release(long id) {
        transactions.run(connection -> Sql.update(connection, RELEASE, id));
    }

    @Override
    public List<String> deleteLapsed() {
        return transactions.run(connection -> {
            List<String> deleted = new ArrayList<>();
            for (LapsedLease lapsed :
                    Sql.query(connection, LAPSED, row -> new LapsedLease(row.getLong("id"), row.getString("name")))) {
                if (Sql.update(connection, DELETE_LAPSED, lapsed.id()) > 0) {
                    deleted.add(lapsed.name());
                }
            }
            return deleted;
        });
    }

    @Override
    public List<Entry> list() {
        return transactions.run(connection -> Sql.query(
                connection,
                LIST,
                row -> new Entry(
                        row.getString("name"),
                        Micros.instant(row.getLong("started_us")),
                        Micros.instant(row.getLong("lease_until_us")))));
    }

    @Override
    public Instant now() {
        awaitSchema();
        return transactions.run(Micros::now);
    }
}
