package io.butterfly.xingqiao.listing;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.JobList;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.api.xingqiao.TaskList;
import io.butterfly.api.xingqiao.TaskView;
import java.util.Optional;

/** What is shown of the store. */
public interface Listings {
  Optional<JobView> job(JobKey key);

  /** Only jobs that were created completely. */
  JobList jobs(ListJobs filter, Page page);

  /** Empty when there is no such job. */
  Optional<TaskList> tasks(ListTasks filter);

  Optional<TaskView> task(long taskId);
}
