package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.PublishedFirings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Published messages among the running rows: those with a start. {@code retry_us} is when BaiChuan is asked next. */
@Singleton
final class MySqlPublishedFirings implements PublishedFirings {
    private static final long FIRST_PAUSE_US = 5_000_000L;
    private static final long LONGEST_PAUSE_US = 20_000_000L;

    private static final String ID = """
      SELECT id FROM ruqi_store WHERE one = 1""";
    /** IGNORE: another replica may do the same at this moment. */
    private static final String NAME = """
      INSERT IGNORE INTO ruqi_store (one, id) VALUES (1, ?)""";

    private static final int ID_LENGTH = 12;

    private static final String MARK = """
      UPDATE ruqi_jobs_history SET start_us = COALESCE(start_us, ?), retry_us = ?
      WHERE firing_id = ? AND owner = ? AND retries = ? AND status = 'running'""";
    private static final String AWAITED = """
      SELECT 1 FROM ruqi_jobs_history WHERE status = 'running' AND kind = 0 AND start_us IS NOT NULL LIMIT 1""";
    private static final String FIND = """
      SELECT %s FROM ruqi_jobs_history WHERE firing_id IN (%s) AND status = 'running'""";

    /** When the next question is further ahead than any pause, the database's clock has stepped back since. */
    private static final String DUE = """
      status = 'running' AND kind = 0 AND start_us IS NOT NULL
        AND (retry_us <= %1$s OR retry_us > %1$s + %2$d)""".formatted(Micros.NOW, 2 * LONGEST_PAUSE_US);
    /** A look without locks; what it finds is locked and looked at again. */
    private static final String TO_ASK_FOR = """
      SELECT firing_id FROM ruqi_jobs_history WHERE %s ORDER BY retry_us LIMIT ?""".formatted(DUE);

    private static final String LOCK = """
      SELECT %s FROM ruqi_jobs_history
      WHERE firing_id IN (%%s) AND %s
      ORDER BY id
      FOR UPDATE SKIP LOCKED""".formatted(MySqlFirings.COLUMNS, DUE);
    private static final String NEXT = """
      UPDATE ruqi_jobs_history SET retry_us = %1$s + LEAST(%2$d, GREATEST(%3$d, %1$s - start_us))
      WHERE firing_id IN (%%s)""".formatted(Micros.NOW, LONGEST_PAUSE_US, FIRST_PAUSE_US);

    private final Transactions transactions;
    private volatile String storeId;

    MySqlPublishedFirings(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public String storeId() {
        if (storeId == null) {
            String found = transactions.run(connection -> {
                Sql.update(
                        connection,
                        NAME,
                        UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH));
                return Sql.first(connection, ID, row -> row.getString("id")).orElseThrow();
            });
            storeId = found;
        }
        return storeId;
    }

    @Override
    public boolean mark(Firing firing, Instant now) {
        long us = Micros.of(now);
        return transactions.run(connection -> Sql.update(
                        connection, MARK, us, us + FIRST_PAUSE_US, firing.id(), firing.owner(), firing.retries()))
                > 0;
    }

    @Override
    public boolean isAnyAwaited() {
        return transactions
                .run(connection -> Sql.first(connection, AWAITED, row -> true))
                .isPresent();
    }

    @Override
    public List<Firing> toAskFor(int limit) {
        return transactions.run(connection -> {
            Object[] found = Sql.query(connection, TO_ASK_FOR, row -> row.getString("firing_id"), limit)
                    .toArray();
            if (found.length == 0) {
                return List.of();
            }
            List<Firing> locked =
                    Sql.query(connection, LOCK.formatted(Sql.marks(found.length)), MySqlFirings::read, found);
            if (!locked.isEmpty()) {
                Sql.update(
                        connection,
                        NEXT.formatted(Sql.marks(locked.size())),
                        locked.stream().map(Firing::id).toArray());
            }
            return locked;
        });
    }

    @Override
    public List<Firing> find(List<String> firingIds) {
        String sql = FIND.formatted(MySqlFirings.COLUMNS, Sql.marks(firingIds.size()));
        return transactions.run(connection -> Sql.query(connection, sql, MySqlFirings::read, firingIds.toArray()));
    }
}
