package io.butterfly.xingqiao.mysql.rows;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.MYSQL)
interface TaskRows extends GenericRepository<TaskRow, Long> {
  Optional<TaskRow> findById(Long taskId);

  List<TaskRow> findByJobIdOrderByTaskId(Long jobId);

  List<TaskRow> findByJobIdAndTaskStatusOrderByTaskId(Long jobId, String taskStatus);
}
