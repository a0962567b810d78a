package io.butterfly.xingqiao.inspect;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.api.xingqiao.TaskView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is shown of the store. */
public interface Listings {
    Optional<JobView> job(JobKey key);

    /** Empty when there is no such job. */
    Optional<JobOutline> outline(long jobId);

    /** How many tasks of the job have each status. Empty when there is no such job. */
    Optional<Map<String, Long>> taskCounts(long jobId);

    /** Only jobs that were created completely. */
    Listed<JobView> jobs(ListJobs filter, Page page);

    /** The ids of the jobs that {@link #jobs} would list. */
    Ids ids(ListJobs filter, Page page);

    record Ids(long total, List<Long> list) {}

    /** Empty when there is no such job. */
    Optional<Listed<TaskView>> tasks(ListTasks filter);

    Optional<TaskView> task(long taskId);
}
