package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.job.JobFilter.Page;
import io.butterfly.ruqi.job.JobFilter;
import jakarta.inject.Singleton;
import java.util.List;

/** The ledger in {@code ruqi_jobs_history}, for reading. */
@Singleton
final class MySqlHistory implements History {
  private final Transactions transactions;
  private final HistoryRows rows;

  MySqlHistory(Transactions transactions, HistoryRows rows) {
    this.transactions = transactions;
    this.rows = rows;
  }

  @Override
  public Page<HistoryEntry> list(JobFilter filter) {
    String id = filter.jobId().orElse(null);
    String name = filter.jobName().orElse(null);
    return transactions.run(connection -> {
      List<HistoryEntry> page = rows.page(id, name, filter.limit(), filter.offset()).stream().map(HistoryRows.Row::entry).toList();
      return new Page<>(rows.total(id, name), page);
    });
  }
}
