package io.butterfly.xingqiao.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.job.JobId;
import jakarta.inject.Singleton;

/**
 * Jobs that the Python service created; their rows have no {@code started_at}. Only that service knows what the
 * messages of such a job mean, so this service does not drive it: a task of it that runs starts anew after a take-over.
 */
@Singleton
public final class PythonJobs {
    /** A job is found by the id of its request, so two jobs of one id cannot both be driven. */
    private static final String LOCK_ENDED = """
      select job.job_id from workflow_job job
       where job.job_id = ? and job.started_at is null and job.is_valid = 1
         and job.job_status in ('finished', 'failed')
         and not exists (select 1
                           from workflow_job twin
                          where twin.job_reqid = job.job_reqid and twin.started_at is not null)
         for update
      """;

    private static final String LOCK_RUNNING = """
      select job_id
        from workflow_job
       where job_id = ? and started_at is null and job_status not in ('finished', 'failed')
         for update
      """;

    private static final String TAKE_OVER = """
      update workflow_job
         set started_at = cast(unix_timestamp(now(3)) * 1000 as signed),
             moved_at = cast(unix_timestamp(now(3)) * 1000 as signed), trace_id = job_reqid
       where job_id = ?
      """;

    private static final String SET_BACK = """
      update workflow_task
         set task_status = 'waiting', task_reqid = ''
       where job_id = ? and task_status in ('pending', 'started')
      """;

    private static final String CANCEL = """
      update workflow_job
         set job_status = 'failed', ret_stat = 'ERR_JOB_CANCELLED', exe_id = exe_id + 1
       where job_id = ?
      """;

    private static final String CANCEL_TASKS = """
      update workflow_task
         set task_status = 'failed', ret_stat = 'ERR_TASK_CANCELLED'
       where job_id = ? and task_status in ('pending', 'started')
      """;

    private final Transactions transactions;

    PythonJobs(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Makes it a job of this service; its row has all that it takes to run it again. False when it has not ended, or is
     * not there.
     */
    public boolean takeOver(JobId job) {
        return write(job, LOCK_ENDED, TAKE_OVER, SET_BACK);
    }

    /** Ends it as cancelled. False when it has ended already, or is not there. */
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
