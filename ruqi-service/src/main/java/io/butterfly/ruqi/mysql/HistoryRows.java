package io.butterfly.ruqi.mysql;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

/** Reads the ledger where a row is just a row. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface HistoryRows extends GenericRepository<HistoryRow, Long> {

  @Query("""
      SELECT id, job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time,
        status, due_us, start_us, attempt, firing_id, trace_id, reason
      FROM ruqi_jobs_history
      WHERE status <> 'running' AND (:jobId IS NULL OR job_id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)
      ORDER BY c_time DESC, id DESC
      LIMIT :limit OFFSET :offset""")
  List<HistoryRow> page(@Nullable String jobId, @Nullable String jobName, long limit, long offset);

  @Query("""
      SELECT COUNT(*)
      FROM ruqi_jobs_history
      WHERE status <> 'running' AND (:jobId IS NULL OR job_id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)""")
  long total(@Nullable String jobId, @Nullable String jobName);
}
