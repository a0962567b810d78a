package io.butterfly.xingqiao.mysql.rows;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import io.micronaut.data.repository.jpa.JpaSpecificationExecutor;
import java.util.Optional;

@JdbcRepository(dialect = Dialect.MYSQL)
interface JobRows extends GenericRepository<JobRow, Long>, JpaSpecificationExecutor<JobRow> {
  Optional<JobRow> findById(Long jobId);
}
