package io.butterfly.ruqi.mysql;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

/** Reads jobs where a row is just a row. */
@JdbcRepository(dialect = Dialect.MYSQL)
interface JobRows extends GenericRepository<JobRow, String> {

  Optional<JobRow> findById(String id);

  @Query("""
      SELECT id, next_run_time, job_state, job_name, job_trigger, job_rule, c_time, parked
      FROM ruqi_jobs
      WHERE (:jobId IS NULL OR id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)
      ORDER BY c_time DESC, job_uid DESC
      LIMIT :limit OFFSET :offset""")
  List<JobRow> page(@Nullable String jobId, @Nullable String jobName, long limit, long offset);

  @Query("""
      SELECT COUNT(*)
      FROM ruqi_jobs
      WHERE (:jobId IS NULL OR id = :jobId) AND (:jobName IS NULL OR job_name = :jobName)""")
  long total(@Nullable String jobId, @Nullable String jobName);
}
