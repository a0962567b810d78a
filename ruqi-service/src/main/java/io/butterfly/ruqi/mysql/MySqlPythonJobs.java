package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.adoption.PythonJobs;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;

/** Rows of {@code ruqi_jobs} whose {@code job_state} is not ours. */
@Singleton
final class MySqlPythonJobs implements PythonJobs {
    private static final String NEXT = """
      SELECT id, job_uid, job_name, job_trigger, job_rule, next_run_time, job_state
      FROM ruqi_jobs
      WHERE id > ? AND kind IS NULL AND LEFT(job_state, 1) <> '{'
      ORDER BY id
      LIMIT 1
      FOR UPDATE SKIP LOCKED""";
    private static final String ADOPT = """
      UPDATE ruqi_jobs SET kind = ?, next_run_time = ?, job_state = ?, job_rule = ?, parked = NULL WHERE id = ?""";
    private static final String PARK = """
      UPDATE ruqi_jobs SET parked = LEFT(?, 1024) WHERE id = ?""";

    private final Transactions transactions;

    MySqlPythonJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<String> next(String behindId, Function<PythonJob, AdoptionResult> decide) {
        return transactions.run(connection -> {
            Optional<PythonJob> old = Sql.first(connection, NEXT, MySqlPythonJobs::read, behindId);
            if (old.isPresent()) {
                store(connection, old.get().id(), decide.apply(old.get()));
            }
            return old.map(PythonJob::id);
        });
    }

    private static PythonJob read(ResultSet row) throws SQLException {
        return new PythonJob(
                row.getString("id"),
                row.getString("job_uid"),
                text(row, "job_name"),
                text(row, "job_trigger"),
                text(row, "job_rule"),
                Micros.readSeconds(row, "next_run_time"),
                row.getBytes("job_state"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }

    private static void store(Connection connection, String id, AdoptionResult result) throws SQLException {
        switch (result) {
            case AdoptionResult.Adopted(var job) ->
                Sql.update(
                        connection,
                        ADOPT,
                        job.kind().code(),
                        job.nextRunAt().map(Micros::seconds).orElse(null),
                        JobState.of(job),
                        job.trigger().rule(),
                        id);
            case AdoptionResult.Parked(String reason) -> Sql.update(connection, PARK, reason, id);
        }
    }
}
