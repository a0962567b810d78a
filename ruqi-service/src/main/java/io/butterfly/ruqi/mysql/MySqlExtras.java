package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.mysql.tasktable.TaskRuns;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Firings outside the rule: rows that wait. */
@Singleton
final class MySqlExtras implements ExtraFirings {
    /** Moves the row of a skipped instant aside, so that the instant can fire after all. */
    private static final String MAKE_ROOM = """
      UPDATE ruqi_jobs_history SET due_us = due_us + 1 WHERE job_uid = ? AND due_us IN (%s) AND status = 'skipped'""";
    /** As if it had failed before: its first try counts as the retry number 0. */
    private static final String READY = """
      UPDATE ruqi_jobs_history SET retry_us = %s, retries = -1 WHERE firing_id IN (%%s)""".formatted(Micros.NOW);

    private final Transactions transactions;
    private final ZoneId zone;
    private final TaskRuns taskRuns;

    MySqlExtras(Transactions transactions, ZoneId zone, TaskRuns taskRuns) {
        this.transactions = transactions;
        this.zone = zone;
        this.taskRuns = taskRuns;
    }

    @Override
    public int add(String jobUid, List<Firing> firings, boolean isOneByOne) {
        return transactions.run(connection -> {
            Object[] instants =
                    firings.stream().map(firing -> Micros.of(firing.dueAt())).toArray();
            Sql.update(
                    connection,
                    MAKE_ROOM.formatted(Sql.marks(instants.length)),
                    Stream.concat(Stream.of(jobUid), Stream.of(instants)).toArray());
            List<Firing> added = write(connection, jobUid, firings);
            if (!isOneByOne && !added.isEmpty()) {
                Sql.update(
                        connection,
                        READY.formatted(Sql.marks(added.size())),
                        added.stream().map(Firing::id).toArray());
            }
            return added.size();
        });
    }

    private List<Firing> write(Connection connection, String jobUid, List<Firing> firings) throws SQLException {
        LocalDateTime local =
                LocalDateTime.ofInstant(Micros.now(connection), zone).withNano(0);
        LedgerRows rows = new LedgerRows();
        for (Firing firing : firings) {
            rows.add(
                    firing.jobId(),
                    firing.jobName(),
                    firing.cmd(),
                    "",
                    "",
                    local,
                    firing.id(),
                    jobUid,
                    firing.kind().code(),
                    Micros.of(firing.dueAt()),
                    null,
                    1,
                    Status.WAITING.word(),
                    0,
                    firing.traceId(),
                    null,
                    PolicyColumn.of(firing.policies()),
                    firing.isAtMostOnce());
        }
        rows.write(connection);
        return taskRuns.begin(connection, rows.newAmong(connection, firings));
    }
}
