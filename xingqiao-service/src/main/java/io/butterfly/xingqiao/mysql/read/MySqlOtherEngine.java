package io.butterfly.xingqiao.mysql.read;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.operate.OtherEngine;
import jakarta.inject.Singleton;

/**
 * Such rows have no {@code started_at}. What their messages are called is not known here, so a task that runs begins
 * anew.
 */
@Singleton
final class MySqlOtherEngine implements OtherEngine {
    /** Jobs are driven by the ids of their requests, so no two of one id are. */
    private static final String LOCK_ENDED = """
      select job.job_id from workflow_job job
       where job.job_id = ? and job.started_at is null and job.is_valid = 1 and job.job_status in ('finished', 'failed')
         and not exists (select 1 from workflow_job twin where twin.job_reqid = job.job_reqid and twin.started_at is not null)
         for update
      """;

    private static final String LOCK_RUNNING = """
      select job_id from workflow_job where job_id = ? and started_at is null and job_status not in ('finished', 'failed') for update
      """;

    private static final String TAKE_OVER = """
      update workflow_job
         set started_at = cast(unix_timestamp(now(3)) * 1000 as signed), moved_at = cast(unix_timestamp(now(3)) * 1000 as signed), trace_id = job_reqid
       where job_id = ?
      """;

    private static final String SET_BACK = """
      update workflow_task set task_status = 'waiting', task_reqid = '' where job_id = ? and task_status in ('pending', 'started')
      """;

    private static final String CANCEL = """
      update workflow_job
         set job_status = 'failed', ret_stat = 'ERR_JOB_CANCELLED', exe_id = exe_id + 1
       where job_id = ?
      """;

    private static final String CANCEL_TASKS = """
      update workflow_task set task_status = 'failed', ret_stat = 'ERR_TASK_CANCELLED' where job_id = ? and task_status in ('pending', 'started')
      """;

    private final Transactions transactions;

    MySqlOtherEngine(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean takeOver(JobId job) {
        return write(job, LOCK_ENDED, TAKE_OVER, SET_BACK);
    }

    @Override
    public boolean cancel(JobId job) {
        return write(job, LOCK_RUNNING, CANCEL, CANCEL_TASKS);
    }

    private boolean write(JobId job, String lock, String... updates) {
        return transactions.run(connection -> {
            if (Sql.first(connection, lock, row -> true, job.value()).isEmpty()) {
                return false;
            }
            for (String update : updates) {
                Sql.update(connection, update, job.value());
            }
            return true;
        });
    }
}
