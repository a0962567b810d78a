package io.butterfly.xingqiao.mysql;

import io.butterfly.api.Json;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.notify.Notice;
import io.butterfly.xingqiao.notify.Notices;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes notices by the database's clock. */
@Singleton
final class MySqlNotices implements Notices {
    private static final Duration KEPT = Duration.ofDays(3);

    /**
     * No lease and no pause is as long as ten minutes: a time further ahead was written before the database's clock was
     * set back.
     */
    private static final String RECEIVERS = """
      SELECT receiver, MIN(due_at) AS oldest, MAX(due_at) AS latest
        FROM workflow_notice
       GROUP BY receiver
      HAVING oldest <= CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)
          OR latest > CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + 600000
       ORDER BY oldest
      """;

    private static final String TAKE = """
      SELECT notice_id, notifier, job, failures, asks
        FROM workflow_notice notice
       WHERE receiver = ?
         AND (due_at <= CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)
              OR due_at > CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + 600000)
         AND NOT EXISTS (SELECT 1
                           FROM workflow_notice older
                          WHERE older.job_id = notice.job_id AND older.notice_id < notice.notice_id)
       ORDER BY due_at
       LIMIT ?
         FOR UPDATE SKIP LOCKED
      """;

    private static final String LEASE = """
      UPDATE workflow_notice SET due_at = CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + ? WHERE notice_id = ?
      """;

    private static final String DONE = """
      DELETE FROM workflow_notice WHERE notice_id = ?
      """;

    private static final String AGAIN = """
      UPDATE workflow_notice
         SET due_at = CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) + ?, failures = failures + ?, asks = asks + ?
       WHERE notice_id = ? AND written_at > CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED) - ?
      """;

    private final Transactions transactions;

    MySqlNotices(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<String> receivers() {
        return transactions.run(connection -> Sql.query(connection, RECEIVERS, row -> row.getString("receiver")));
    }

    @Override
    public List<Notice> take(String receiver, int limit, Duration lease) {
        return transactions.run(connection -> {
            List<Notice> due = Sql.query(connection, TAKE, MySqlNotices::notice, receiver, limit);
            List<Object[]> leases = new ArrayList<>();
            due.forEach(notice -> leases.add(new Object[] {lease.toMillis(), notice.id()}));
            Sql.batch(connection, LEASE, leases);
            return due;
        });
    }

    private static Notice notice(ResultSet row) throws SQLException {
        JobView job = Json.read(row.getString("job"), JobView.class);
        return new Notice(
                row.getLong("notice_id"), row.getString("notifier"), job, row.getInt("failures"), row.getInt("asks"));
    }

    @Override
    public void done(long notice) {
        transactions.run(connection -> Sql.update(connection, DONE, notice));
    }

    @Override
    public Rescheduled again(Notice notice, Reason reason, Duration pause) {
        return transactions.run(connection -> {
            int failures = reason == Reason.FAILED ? 1 : 0;
            int asks = reason == Reason.UNDER_WAY ? 1 : 0;
            if (Sql.update(connection, AGAIN, pause.toMillis(), failures, asks, notice.id(), KEPT.toMillis()) > 0) {
                return Rescheduled.KEPT;
            }
            return Sql.update(connection, DONE, notice.id()) > 0 ? Rescheduled.GIVEN_UP : Rescheduled.DELETED;
        });
    }
}
