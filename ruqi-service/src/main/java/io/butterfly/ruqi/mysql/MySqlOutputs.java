package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.history.Outputs;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Outputs and requests to stop, in {@code ruqi_outputs}. */
@Singleton
final class MySqlOutputs implements Outputs {
    private static final String KEEP = """
      INSERT INTO ruqi_outputs (firing_id, output) VALUES (?, ?) ON DUPLICATE KEY UPDATE output = VALUES(output)""";
    private static final String OF = """
      SELECT h.status, IFNULL(o.output, h.cmd_output) AS output
      FROM ruqi_jobs_history h LEFT JOIN ruqi_outputs o ON o.firing_id = h.firing_id
      WHERE h.firing_id = ?""";
    private static final String END_WAITING = """
      UPDATE ruqi_jobs_history SET status = 'failed', cmd_is_success = 0, cmd_output = ?, reason = ?, retry_us = NULL
      WHERE firing_id = ? AND status = 'waiting'""";
    private static final String WANT_STOP = """
      INSERT INTO ruqi_outputs (firing_id, stop_us)
      SELECT firing_id, %1$s FROM ruqi_jobs_history WHERE firing_id = ? AND status = 'running' AND kind <> 0
      ON DUPLICATE KEY UPDATE stop_us = %1$s""".formatted(Micros.NOW);
    private static final String WANTED = """
      SELECT firing_id FROM ruqi_outputs WHERE stop_us IS NOT NULL AND firing_id IN (%s)""";

    private final Transactions transactions;

    MySqlOutputs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void keep(Map<String, String> outputs) {
        List<Object[]> rows = outputs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(row -> new Object[] {row.getKey(), row.getValue()})
                .toList();
        transactions.run(connection -> Sql.batch(connection, KEEP, rows));
    }

    @Override
    public Optional<Said> of(String firingId) {
        return transactions.run(connection ->
                Sql.first(connection, OF, row -> new Said(row.getString("status"), row.getString("output")), firingId));
    }

    @Override
    public boolean endWaiting(String firingId, String reason) {
        return transactions.run(connection -> Sql.update(connection, END_WAITING, reason, reason, firingId)) > 0;
    }

    @Override
    public boolean wantStop(String firingId) {
        return transactions.run(connection -> Sql.update(connection, WANT_STOP, firingId)) > 0;
    }

    @Override
    public List<String> wanted(Collection<String> firingIds) {
        Object[] ids = firingIds.toArray();
        return ids.length == 0
                ? List.of()
                : transactions.run(connection -> Sql.query(
                        connection, WANTED.formatted(Sql.marks(ids.length)), row -> row.getString("firing_id"), ids));
    }
}
