package io.butterfly.xingqiao.mysql.adoption;

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
      SELECT job.job_id FROM workflow_job job
       WHERE job.job_id = ? AND job.started_at IS NULL AND job.is_valid = 1
         AND job.job_status IN ('finished', 'failed')
         AND NOT EXISTS (SELECT 1
                           FROM workflow_job twin
                          WHERE twin.job_reqid = job.job_reqid AND twin.started_at IS NOT NULL)
         FOR UPDATE
      """;

    private static final String LOCK_RUNNING = """
      SELECT job_id
        FROM workflow_job
       WHERE job_id = ? AND started_at IS NULL AND job_status NOT IN ('finished', 'failed')
         FOR UPDATE
      """;

    private static final String TAKE_OVER = """
      UPDATE workflow_job
         SET started_at = CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED),
             moved_at = CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), trace_id = job_reqid
       WHERE job_id = ?
      """;

    private static final String SET_BACK = """
      UPDATE workflow_task
         SET task_status = 'waiting', task_reqid = ''
       WHERE job_id = ? AND task_status IN ('pending', 'started')
      """;

    private static final String CANCEL = """
      UPDATE workflow_job
         SET job_status = 'failed', ret_stat = 'ERR_JOB_CANCELLED', exe_id = exe_id + 1
       WHERE job_id = ?
      """;

    private static final String CANCEL_TASKS = """
      UPDATE workflow_task
         SET task_status = 'failed', ret_stat = 'ERR_TASK_CANCELLED'
       WHERE job_id = ? AND task_status IN ('pending', 'started')
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
