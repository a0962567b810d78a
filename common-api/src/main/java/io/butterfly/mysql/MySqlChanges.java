package io.butterfly.mysql;

import io.butterfly.api.CutText;
import io.butterfly.changes.Change;
import io.butterfly.changes.ChangeFilter;
import io.butterfly.changes.Changes;
import io.butterfly.kernel.Deadline;
import io.butterfly.kernel.SteadyClock;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Changes in the service's table {@code <service>_audit}. Whoever records one deletes old ones, at most once an hour
 * and a thousand: no loop is needed where there may be a change a week.
 */
@Singleton
final class MySqlChanges implements Changes {
    private static final String ADD = """
      INSERT INTO %s_audit (at_ms, who, role, address, call_path, object, params, state_before, stat, reqid)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = """
      SELECT at_ms, who, role, address, call_path, object, params, state_before, stat, reqid
        FROM %s_audit
       WHERE (? = '' OR who = ?) AND (? = '' OR call_path = ?) AND (? = '' OR object = ?)
       ORDER BY id DESC LIMIT ?""";
    private static final String FORGET = """
      DELETE FROM %s_audit WHERE at_ms < ? ORDER BY id LIMIT 1000""";

    private static final Duration BETWEEN_CLEANUPS = Duration.ofHours(1);
    private static final int LONGEST_NAME = 255;

    private final Transactions transactions;
    private final String service;
    private final Duration kept;
    private final SteadyClock clock;
    private Deadline nextCleanup;

    MySqlChanges(
            Transactions transactions,
            @Value("${micronaut.application.name}") String service,
            @Value("${butterfly.audit-days:400}") int days,
            SteadyClock clock) {
        this.transactions = transactions;
        this.service = service;
        this.kept = Duration.ofDays(days);
        this.clock = clock;
        this.nextCleanup = clock.deadline(Duration.ZERO);
    }

    @Override
    public void record(Change change) {
        boolean isTimeToForget = !kept.isZero() && isCleanupDue();
        transactions.run(connection -> {
            if (isTimeToForget) {
                Sql.update(connection, FORGET.formatted(service), change.at() - kept.toMillis());
            }
            return Sql.update(
                    connection,
                    ADD.formatted(service),
                    change.at(),
                    cut(change.by().name()),
                    change.by().role(),
                    cut(change.by().address()),
                    cut(change.call()),
                    cut(change.object()),
                    change.params(),
                    change.before(),
                    change.stat(),
                    cut(change.reqid()));
        });
    }

    private synchronized boolean isCleanupDue() {
        if (!nextCleanup.hasPassed()) {
            return false;
        }
        nextCleanup = clock.deadline(BETWEEN_CLEANUPS);
        return true;
    }

    private static String cut(String text) {
        return CutText.to(text, LONGEST_NAME);
    }

    @Override
    public List<Change> find(ChangeFilter filter) {
        return transactions.run(connection -> Sql.query(
                connection,
                FIND.formatted(service),
                MySqlChanges::change,
                filter.who(),
                filter.who(),
                filter.call(),
                filter.call(),
                filter.object(),
                filter.object(),
                filter.limit()));
    }

    private static Change change(ResultSet row) throws SQLException {
        Change.By by = new Change.By(row.getString("who"), row.getString("role"), row.getString("address"));
        return new Change(
                row.getLong("at_ms"),
                by,
                row.getString("call_path"),
                row.getString("object"),
                row.getString("params"),
                row.getString("state_before"),
                row.getString("stat"),
                row.getString("reqid"));
    }
}
