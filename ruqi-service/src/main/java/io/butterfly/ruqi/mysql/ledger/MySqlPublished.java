package io.butterfly.ruqi.mysql.ledger;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Published;
import io.butterfly.ruqi.mysql.Micros;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Published messages among the running rows: those with a start. */
@Singleton
final class MySqlPublished implements Published {
  /** How long the end of a message is waited for before the firing is looked at again: nothing is lost if BaiChuan is. */
  private static final long LOOK_AGAIN_US = 600_000_000L;

  private static final String MARK = """
      UPDATE ruqi_jobs_history SET start_us = COALESCE(start_us, ?), retry_us = ?
      WHERE firing_id = ? AND owner = ? AND status = 'running'""";
  private static final String AWAITED = """
      SELECT 1 FROM ruqi_jobs_history WHERE status = 'running' AND kind = 0 AND start_us IS NOT NULL LIMIT 1""";
  private static final String FIND = """
      SELECT %s FROM ruqi_jobs_history WHERE firing_id IN (%s) AND status = 'running'""";

  private final Transactions transactions;

  MySqlPublished(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public boolean mark(Firing firing, Instant now) {
    long us = Micros.of(now);
    return transactions.run(connection -> Sql.update(connection, MARK, us, us + LOOK_AGAIN_US, firing.id(), firing.owner())) > 0;
  }

  @Override
  public boolean isAnyAwaited() {
    return transactions.run(connection -> Sql.first(connection, AWAITED, row -> true)).isPresent();
  }

  @Override
  public List<Firing> find(List<String> firingIds) {
    String sql = FIND.formatted(MySqlFirings.COLUMNS, Sql.marks(firingIds.size()));
    return transactions.run(connection -> Sql.query(connection, sql, MySqlFirings::read, firingIds.toArray()));
  }
}
