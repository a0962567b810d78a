package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.replica.Incarnation;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The running and waiting rows of {@code ruqi_jobs_history}. What starts or ends a firing names its owner and its try;
 * what gives it another owner, or loses it, locks its row first and looks again whether it may.
 *
 * <p>Two columns mean something else for messages: {@code start_us} of a running message says that BaiChuan has it, and
 * {@code retry_us} when it is asked for next ({@link MySqlPublishedFirings}). Of a running script or HTTP call,
 * {@code start_us} is set only if it must not run twice; {@code retry_us} of a waiting firing is when it is tried.
 */
@Singleton
final class MySqlFirings implements Firings {
    private static final int MAX_LOST = 500;

    private static final String START = """
      UPDATE ruqi_jobs_history SET start_us = ?
      WHERE firing_id = ? AND owner = ? AND retries = ? AND status = 'running' AND start_us IS NULL""";
    static final String COLUMNS = """
      firing_id, job_id, job_name, cmd, kind, due_us, attempt, owner, trace_id, policies, retries""";
    /** True unless it is a published message (kind 0): that one needs no replica any more. */
    private static final String CARRIED_OUT = "NOT (kind = 0 AND start_us IS NOT NULL)";

    private static final String RUNNING = """
      SELECT %s FROM ruqi_jobs_history WHERE status = 'running' AND owner = ? AND %s""".formatted(COLUMNS, CARRIED_OUT);
    /** One look for all kinds: nearly always there is none, and nothing more has to be asked. */
    private static final String ORPHANED = """
      SELECT DISTINCT kind FROM ruqi_jobs_history h
      WHERE status = 'running' AND %s AND NOT EXISTS (SELECT 1 FROM ruqi_schedulers s WHERE s.id = h.owner)
      """.formatted(CARRIED_OUT);
    /**
     * Locks nothing; what it finds is locked and looked at again. In no order, or the server would read the whole
     * history.
     */
    private static final String ORPHANS = """
      SELECT firing_id FROM ruqi_jobs_history h
      WHERE status = 'running' AND kind = ? AND %s AND NOT EXISTS (SELECT 1 FROM ruqi_schedulers s WHERE s.id = h.owner)
      LIMIT ?""";

    private static final String LOCK = """
      SELECT %s FROM ruqi_jobs_history h
      WHERE firing_id IN (%s) AND status = 'running' AND %s
      ORDER BY id
      FOR UPDATE SKIP LOCKED""";
    private static final String REPEATABLE = "(at_most_once = 0 OR start_us IS NULL) AND " + CARRIED_OUT;
    private static final String LOST = "at_most_once = 1 AND start_us IS NOT NULL";
    /**
     * A row without an instant waits for the end of the firing before it, the oldest of its job first. One whose
     * instant is further ahead than any pause between tries is taken at once: the database's clock has stepped back
     * since.
     */
    private static final String WAITING =
            """
      SELECT firing_id FROM ruqi_jobs_history h
      WHERE status = 'waiting' AND kind = ?
        AND (retry_us <= %1$s OR retry_us > %1$s + %2$d OR (retry_us IS NULL AND NOT EXISTS (
          SELECT 1 FROM ruqi_jobs_history r
          WHERE r.job_uid = h.job_uid
            AND (r.status = 'running' OR (r.status = 'waiting' AND (r.retry_us IS NOT NULL OR r.id < h.id))))))
      LIMIT ?""".formatted(Micros.NOW, Outcome.longestPause().toNanos() / 1_000);

    private static final String LOCK_WAITING = """
      SELECT %s, retry_us FROM ruqi_jobs_history
      WHERE firing_id IN (%s) AND status = 'waiting'
      ORDER BY id
      FOR UPDATE SKIP LOCKED""";
    private static final String RESUME = """
      UPDATE ruqi_jobs_history
      SET status = 'running', owner = ?, scheduler_name = ?, start_us = NULL,
        retries = retries + (retry_us IS NOT NULL), retry_us = NULL
      WHERE firing_id IN (%s)""";
    private static final String LIVING = """
      SELECT id FROM ruqi_schedulers""";
    private static final String ADOPT = """
      UPDATE ruqi_jobs_history SET owner = ?, scheduler_name = ?, attempt = attempt + 1
      WHERE firing_id IN (%s)""";
    private static final String LOSE = """
      UPDATE ruqi_jobs_history SET status = 'lost', cmd_output = ?, reason = ?, c_time = ?
      WHERE firing_id IN (%s)""";
    private static final String WHY_LOST = "the replica that ran it is gone; it may have run, and must not run twice";

    private final Transactions transactions;
    private final ZoneId zone;
    private final OutcomeRows outcomeRows;

    MySqlFirings(Transactions transactions, ZoneId zone) {
        this.transactions = transactions;
        this.zone = zone;
        this.outcomeRows = new OutcomeRows(zone);
    }

    static Firing read(ResultSet row) throws SQLException {
        return new Firing(
                row.getString("firing_id"),
                new Firing.JobRef(row.getString("job_id"), row.getString("job_name")),
                new Firing.Snapshot(
                        row.getString("cmd"),
                        Kind.of(row.getInt("kind")).orElseThrow(),
                        PolicyColumn.ofFiring(row.getString("policies"))),
                Micros.instant(row.getLong("due_us")),
                new Firing.Tries(row.getInt("attempt"), row.getInt("retries")),
                row.getLong("owner"),
                row.getString("trace_id"));
    }

    @Override
    public boolean start(Firing firing, Instant now) {
        return transactions.run(connection ->
                        Sql.update(connection, START, Micros.of(now), firing.id(), firing.owner(), firing.retries()))
                > 0;
    }

    @Override
    public void end(List<Outcome> outcomes) {
        transactions.run(connection -> outcomeRows.write(connection, outcomes));
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).withNano(0);
    }

    @Override
    public List<Firing> running(long owner) {
        return transactions.run(connection -> Sql.query(connection, RUNNING, MySqlFirings::read, owner));
    }

    @Override
    public Set<Kind> orphaned() {
        return transactions.run(
                connection -> Sql.query(connection, ORPHANED, row -> Kind.of(row.getInt("kind"))).stream()
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet()));
    }

    @Override
    public List<Firing> adopt(Kind kind, int limit, Incarnation owner) {
        return transactions.run(connection -> {
            List<Firing> orphans = lock(connection, REPEATABLE, kind, limit);
            if (!orphans.isEmpty()) {
                Object[] ids = ids(orphans);
                Object[] arguments = Stream.concat(Stream.of(owner.id(), owner.name()), Arrays.stream(ids))
                        .toArray();
                Sql.update(connection, ADOPT.formatted(Sql.marks(ids.length)), arguments);
            }
            return orphans.stream()
                    .map(firing -> firing.takenOverBy(owner.id()))
                    .toList();
        });
    }

    /**
     * Another replica may do the same at this moment: of the candidates, only those that can be locked and still have
     * no living owner.
     */
    private static List<Firing> lock(Connection connection, String which, Kind kind, int limit) throws SQLException {
        Object[] ids = Sql.query(
                        connection, ORPHANS.formatted(which), row -> row.getString("firing_id"), kind.code(), limit)
                .toArray();
        if (ids.length == 0) {
            return List.of();
        }
        List<Firing> locked = new ArrayList<>(
                Sql.query(connection, LOCK.formatted(COLUMNS, Sql.marks(ids.length), which), MySqlFirings::read, ids));
        List<Long> living = Sql.query(connection, LIVING, row -> row.getLong("id"));
        locked.removeIf(firing -> living.contains(firing.owner()));
        return locked;
    }

    @Override
    public List<Firing> resume(Kind kind, int limit, Incarnation owner) {
        return transactions.run(connection -> {
            Object[] found = Sql.query(connection, WAITING, row -> row.getString("firing_id"), kind.code(), limit)
                    .toArray();
            if (found.length == 0) {
                return List.of();
            }
            List<Firing> waiting = Sql.query(
                    connection,
                    LOCK_WAITING.formatted(COLUMNS, Sql.marks(found.length)),
                    row -> resumed(row, owner),
                    found);
            if (!waiting.isEmpty()) {
                Object[] ids = ids(waiting);
                Sql.update(
                        connection,
                        RESUME.formatted(Sql.marks(ids.length)),
                        Stream.concat(Stream.of(owner.id(), owner.name()), Arrays.stream(ids))
                                .toArray());
            }
            return waiting;
        });
    }

    private static Firing resumed(ResultSet row, Incarnation owner) throws SQLException {
        return read(row).resumedBy(owner.id(), row.getObject("retry_us") != null);
    }

    private static Object[] ids(List<Firing> firings) {
        return firings.stream().map(Firing::id).toArray();
    }

    @Override
    public List<Firing> loseStarted() {
        return transactions.run(connection -> {
            List<Firing> lost = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                List<Firing> locked = lock(connection, LOST, kind, MAX_LOST);
                lose(connection, locked);
                lost.addAll(locked);
            }
            return lost;
        });
    }

    private void lose(Connection connection, List<Firing> firings) throws SQLException {
        if (firings.isEmpty()) {
            return;
        }
        Instant now = Micros.now(connection);
        Object[] ids = ids(firings);
        Object[] arguments = Stream.concat(Stream.of(WHY_LOST, WHY_LOST, local(now)), Arrays.stream(ids))
                .toArray();
        Sql.update(connection, LOSE.formatted(Sql.marks(ids.length)), arguments);
    }
}
