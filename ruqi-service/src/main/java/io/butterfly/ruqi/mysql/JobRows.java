package io.butterfly.ruqi.mysql;

import io.butterfly.ruqi.job.JobEntry;
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

/** Reads jobs where a row is just a row. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface JobRows extends GenericRepository<JobRows.Row, String> {

  /** A row of {@code ruqi_jobs}, as lists show it. */
  @MappedEntity("ruqi_jobs")
  record Row(
      @Id String id,
      @Nullable Double nextRunTime,
      byte[] jobState,
      @Nullable String jobName,
      @Nullable String jobTrigger,
      @Nullable String jobRule,
      LocalDateTime cTime,
      @Nullable String parked) {

    JobEntry entry() {
      String cmd = JobState.read(jobState).map(JobState::cmd).orElse("");
      return new JobEntry(
          id, text(jobName), text(jobTrigger), text(jobRule), cmd, Optional.ofNullable(nextRunTime).map(Micros::ofSeconds), cTime, Optional.ofNullable(parked));
    }

    private static String text(@Nullable String column) {
      return column == null ? "" : column;
    }
  }

  Optional<Row> findById(String id);

  @Query("""
      SELECT id, next_run_time, job_state, job_name, job_trigger, job_rule, c_time, parked
      FROM ruqi_jobs
      WHERE (:jobId IS NULL OR id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)
      ORDER BY c_time DESC, job_uid DESC
      LIMIT :limit OFFSET :offset""")
  List<Row> page(@Nullable String jobId, @Nullable String jobName, long limit, long offset);

  @Query("""
      SELECT COUNT(*)
      FROM ruqi_jobs
      WHERE (:jobId IS NULL OR id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)""")
  long total(@Nullable String jobId, @Nullable String jobName);
}
