package io.butterfly.ruqi.mysql;

import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Status;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Reads the ledger where a row is just a row. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface HistoryRows extends GenericRepository<HistoryRows.Row, Long> {

  /** A row of {@code ruqi_jobs_history}, as lists show it. */
  @MappedEntity("ruqi_jobs_history")
  record Row(
      @Id long id,
      String jobId,
      String jobName,
      String cmd,
      boolean cmdIsSuccess,
      String cmdOutput,
      double cmdCost,
      String schedulerName,
      LocalDateTime cTime,
      String status,
      @Nullable Long dueUs,
      @Nullable Long startUs,
      int attempt,
      @Nullable String firingId,
      @Nullable String traceId,
      @Nullable String reason) {

    HistoryEntry entry() {
      return new HistoryEntry(
          id, jobId, jobName, cmd, cmdIsSuccess, cmdOutput, cmdCost, schedulerName, cTime, Status.of(status),
          Optional.ofNullable(dueUs).map(Micros::instant), Optional.ofNullable(startUs).map(Micros::instant), attempt,
          Optional.ofNullable(firingId), Optional.ofNullable(traceId), Optional.ofNullable(reason));
    }
  }

  @Query("""
      SELECT id, job_id, job_name, cmd, cmd_is_success, cmd_output, cmd_cost, scheduler_name, c_time,
        status, due_us, start_us, attempt, firing_id, trace_id, reason
      FROM ruqi_jobs_history
      WHERE status <> 'running' AND (:jobId IS NULL OR job_id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)
      ORDER BY c_time DESC, id DESC
      LIMIT :limit OFFSET :offset""")
  List<Row> page(@Nullable String jobId, @Nullable String jobName, long limit, long offset);

  @Query("""
      SELECT COUNT(*)
      FROM ruqi_jobs_history
      WHERE status <> 'running' AND (:jobId IS NULL OR job_id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)""")
  long total(@Nullable String jobId, @Nullable String jobName);
}
