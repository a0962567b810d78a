package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The locks of jobs, over all replicas. Every method runs in the transaction that changes the job, whose row is locked
 * already.
 *
 * <p>{@code workflow_lock} has one row for each name that is held. A job takes all its names or none. A job that may
 * wait has one row for each name in {@code workflow_lock_wait}. It gets its names once none of them is held and no job
 * that came earlier waits for one of them: jobs do not overtake each other, so every waiting job gets its turn.
 *
 * <p>A job that finds a name held, or wanted by an earlier job, has read that row with a lock, so the row cannot go
 * before this transaction is over: the transaction that frees the name sees the job that waits for it. Freeing a name
 * makes the first job that waits for it due for a check; the reconciler of any replica then gives it the name. A holder
 * that has ended without freeing its names, which only a manual change can cause, loses them to the next job that asks.
 */
@Singleton
final class JobLocks {
    private static final String HOLDERS = """
      SELECT lock_name, job_id, 0 AS wait_id FROM workflow_lock WHERE lock_name IN (%s) ORDER BY lock_name FOR UPDATE
      """;

    private static final String WAITING = """
      SELECT lock_name, job_id, wait_id FROM workflow_lock_wait WHERE lock_name IN (%s) ORDER BY wait_id FOR UPDATE
      """;

    private static final String IS_UNFINISHED = """
      SELECT 1 FROM workflow_job WHERE job_id = ? AND job_status = 'started'
      """;

    private static final String TAKE = """
      INSERT INTO workflow_lock (lock_name, job_id) VALUES (?, ?)
      """;

    private static final String AWAIT = """
      INSERT INTO workflow_lock_wait (lock_name, job_id) VALUES (?, ?)
      """;

    private static final String FREE = """
      DELETE FROM workflow_lock WHERE job_id = ?
      """;

    private static final String STOP_WAITING = """
      DELETE FROM workflow_lock_wait WHERE job_id = ?
      """;

    private static final String NAMES_OF = """
      SELECT lock_name FROM workflow_lock WHERE job_id = ?
      UNION
      SELECT lock_name FROM workflow_lock_wait WHERE job_id = ?
      """;

    private static final String FIRST_WAITING = """
      SELECT DISTINCT waiting.job_id
        FROM workflow_lock_wait waiting
        JOIN (SELECT MIN(wait_id) AS wait_id FROM workflow_lock_wait WHERE lock_name IN (%s) GROUP BY lock_name) first
          ON first.wait_id = waiting.wait_id
      """;

    /** A job whose row is locked is in a turn: it finds the names free when this transaction is over. */
    private static final String NOT_IN_A_TURN = """
      SELECT job_id FROM workflow_job WHERE job_id IN (%s) FOR UPDATE SKIP LOCKED
      """;

    private static final String MAKE_DUE = """
      UPDATE workflow_job SET next_check_at = 0 WHERE job_id IN (%s) AND next_check_at IS NOT NULL
      """;

    /**
     * Why a job cannot have its locks.
     *
     * @param holder who has the lock, or waits for it and came earlier
     */
    public record Obstacle(String lock, long holder, boolean isHeld) {}

    private record Claim(String lock, long job, long waitId) {
        static Claim of(ResultSet row) throws SQLException {
            return new Claim(row.getString("lock_name"), row.getLong("job_id"), row.getLong("wait_id"));
        }
    }

    /** Takes all names, at least one, or says what is in the way. A job that waited waits no more once it has them. */
    public Optional<Obstacle> take(Connection connection, long job, List<String> names) throws SQLException {
        while (true) {
            Optional<Obstacle> obstacle = obstacle(connection, job, names);
            if (obstacle.isEmpty()) {
                if (!insert(connection, job, names)) {
                    continue; // another job was faster; look which
                }
                Sql.update(connection, STOP_WAITING, job);
                return obstacle;
            }
            long other = obstacle.get().holder();
            if (Sql.first(connection, IS_UNFINISHED, row -> true, other).isPresent()) {
                return obstacle;
            }
            Sql.update(connection, FREE, other);
            Sql.update(connection, STOP_WAITING, other);
        }
    }

    private static Optional<Obstacle> obstacle(Connection connection, long job, List<String> names)
            throws SQLException {
        String marks = Sql.marks(names.size());
        for (Claim held : Sql.query(connection, HOLDERS.formatted(marks), Claim::of, names.toArray())) {
            if (held.job() != job) {
                return Optional.of(new Obstacle(held.lock(), held.job(), true));
            }
        }
        Map<String, Long> own = new HashMap<>();
        List<Claim> waiting = Sql.query(connection, WAITING.formatted(marks), Claim::of, names.toArray());
        waiting.stream().filter(claim -> claim.job() == job).forEach(claim -> own.put(claim.lock(), claim.waitId()));
        return waiting.stream()
                .filter(claim -> claim.job() != job && claim.waitId() < own.getOrDefault(claim.lock(), Long.MAX_VALUE))
                .findFirst()
                .map(claim -> new Obstacle(claim.lock(), claim.job(), false));
    }

    /** False when one of the names was taken meanwhile; then none is taken. */
    private static boolean insert(Connection connection, long job, List<String> names) throws SQLException {
        try {
            Sql.update(connection, manyRows(TAKE, names.size()), withJob(names, job));
            return true;
        } catch (SQLIntegrityConstraintViolationException e) {
            return false;
        }
    }

    /** Puts the job at the end of the queue for all names. */
    public void await(Connection connection, long job, List<String> names) throws SQLException {
        Sql.update(connection, manyRows(AWAIT, names.size()), withJob(names, job));
    }

    private static String manyRows(String insert, int rows) {
        return insert + ", (?, ?)".repeat(rows - 1);
    }

    private static Object[] withJob(List<String> names, long job) {
        List<Object> arguments = new ArrayList<>();
        names.forEach(name -> {
            arguments.add(name);
            arguments.add(job);
        });
        return arguments.toArray();
    }

    /**
     * Frees what the job holds and takes it out of the queue; the job that comes next is due for a check.
     *
     * @return whether there is such a job
     */
    public boolean free(Connection connection, long job) throws SQLException {
        List<String> names = Sql.query(connection, NAMES_OF, row -> row.getString("lock_name"), job, job);
        if (names.isEmpty()) {
            return false;
        }
        Sql.update(connection, FREE, job);
        Sql.update(connection, STOP_WAITING, job);
        List<Long> next = Sql.query(
                connection,
                FIRST_WAITING.formatted(Sql.marks(names.size())),
                row -> row.getLong("job_id"),
                names.toArray());
        List<Long> idle = next.isEmpty()
                ? next
                : Sql.query(
                        connection,
                        NOT_IN_A_TURN.formatted(Sql.marks(next.size())),
                        row -> row.getLong("job_id"),
                        next.toArray());
        if (!idle.isEmpty()) {
            Sql.update(connection, MAKE_DUE.formatted(Sql.marks(idle.size())), idle.toArray());
        }
        return !idle.isEmpty();
    }
}
