package io.butterfly.xingqiao.mysql.rows;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;

@JdbcRepository(dialect = Dialect.MYSQL)
interface TaskRows extends GenericRepository<TaskRow, Long> {
  List<TaskRow> findByJobIdOrderByTaskId(Long jobId);

  List<TaskRow> findByJobIdAndTaskStatusOrderByTaskId(Long jobId, String taskStatus);
}
