package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.watch.JobTitles;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads what jobs are called. */
@Singleton
final class MySqlJobTitles implements JobTitles {
    private static final String FIND = """
      SELECT job_reqid, job_id, job_type, job_name FROM workflow_job WHERE job_reqid IN (%s)
      """;

    private final Transactions transactions;

    MySqlJobTitles(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<String, Title> find(Collection<String> jobReqids) {
        Map<String, Title> found = new HashMap<>();
        transactions.run(connection -> Sql.query(
                connection,
                FIND.formatted(Sql.marks(jobReqids.size())),
                row -> found.put(
                        row.getString("job_reqid"),
                        new Title(row.getLong("job_id"), row.getString("job_type"), row.getString("job_name"))),
                jobReqids.toArray()));
        return found;
    }
}
