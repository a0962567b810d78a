package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.history.Firing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** New rows of the ledger, many in one statement. */
final class LedgerRows {
    /**
     * IGNORE: the instant of a row whose (job_uid, due_us) is there already is decided, and the others of the batch
     * must be written all the same.
     */
    private static final String INSERT = """
      INSERT IGNORE INTO ruqi_jobs_history
        (job_id, job_name, cmd, cmd_output, scheduler_name, c_time, firing_id, job_uid, kind,
         due_us, last_due_us, instants, status, owner, trace_id, reason, policies, at_most_once,
         cmd_is_success, cmd_cost)
      VALUES %s""";

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)";
    private static final String PRESENT = """
      SELECT firing_id FROM ruqi_jobs_history WHERE firing_id IN (%s)""";
    private static final int CMD = 2;
    private static final int MAX_ROWS = 500;
    private static final int MAX_CHARS = 1_000_000; // servers take packets of 16 MB and more

    private final List<Object[]> rows = new ArrayList<>();
    private int written;

    void add(Object... columns) {
        rows.add(columns);
    }

    void write(Connection connection) throws SQLException {
        int from = 0;
        int chars = 0;
        for (int i = 0; i < rows.size(); i++) {
            int length = ((String) rows.get(i)[CMD]).length();
            if (i - from == MAX_ROWS || (i > from && chars + length > MAX_CHARS)) {
                insert(connection, rows.subList(from, i));
                from = i;
                chars = 0;
            }
            chars += length;
        }
        insert(connection, rows.subList(from, rows.size()));
    }

    private void insert(Connection connection, List<Object[]> part) throws SQLException {
        if (!part.isEmpty()) {
            String values = ROW + (", " + ROW).repeat(part.size() - 1);
            written += Sql.update(
                    connection,
                    INSERT.formatted(values),
                    part.stream().flatMap(Arrays::stream).toArray());
        }
    }

    /** Those whose row was really inserted: nearly always all. */
    List<Firing> newAmong(Connection connection, List<Firing> firings) throws SQLException {
        if (written == rows.size() || firings.isEmpty()) {
            return firings;
        }
        Object[] ids = firings.stream().map(Firing::id).toArray();
        Set<String> present = new HashSet<>(Sql.query(
                connection, PRESENT.formatted(Sql.marks(ids.length)), row -> row.getString("firing_id"), ids));
        return firings.stream().filter(firing -> present.contains(firing.id())).toList();
    }
}
