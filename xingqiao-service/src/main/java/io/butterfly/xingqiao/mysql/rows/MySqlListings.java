package io.butterfly.xingqiao.mysql.rows;

import io.butterfly.api.xingqiao.JobKey;
import io.butterfly.api.xingqiao.JobList;
import io.butterfly.api.xingqiao.JobView;
import io.butterfly.api.xingqiao.ListJobs;
import io.butterfly.api.xingqiao.ListTasks;
import io.butterfly.api.xingqiao.TaskList;
import io.butterfly.api.xingqiao.TaskView;
import io.butterfly.mysql.Transactions;
import io.butterfly.xingqiao.listing.Listings;
import io.butterfly.xingqiao.listing.Page;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Lists and details. */
@Singleton
final class MySqlListings implements Listings {
  private final Transactions transactions;
  private final JobRows jobs;
  private final TaskRows tasks;

  MySqlListings(Transactions transactions, JobRows jobs, TaskRows tasks) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.tasks = tasks;
  }

  @Override
  public Optional<JobView> job(JobKey key) {
    return transactions.run(connection -> row(key.jobId(), key.jobName())).map(JobRow::detail);
  }

  private Optional<JobRow> row(Long jobId, String jobName) {
    return jobs.findOne(where("jobId", jobId).and(where("jobName", jobName)));
  }

  @Override
  public JobList jobs(ListJobs filter, Page page) {
    PredicateSpecification<JobRow> spec = spec(filter);
    return transactions.run(connection -> {
      List<JobRow> rows = jobs.findAll(spec, pageable(page)).getContent();
      return new JobList(jobs.count(spec), rows.stream().map(JobRow::listed).toList());
    });
  }

  private static PredicateSpecification<JobRow> spec(ListJobs filter) {
    PredicateSpecification<JobRow> named = (root, builder) ->
        filter.jobName() == null ? builder.conjunction() : builder.like(root.get("jobName"), filter.jobName());
    return where("isValid", true)
        .and(where("jobNamespace", filter.jobNamespace()))
        .and(where("jobId", filter.jobId()))
        .and(where("jobReqid", filter.jobReqid()))
        .and(where("jobStatus", filter.jobStatus()))
        .and(where("jobType", filter.jobType()))
        .and(where("retStat", filter.retStat()))
        .and(where("operator", filter.operator()))
        .and(where("jobClient", filter.jobClient()))
        .and(named);
  }

  /** Anything when the value is absent. */
  private static PredicateSpecification<JobRow> where(String property, Object value) {
    return (root, builder) -> value == null ? builder.conjunction() : builder.equal(root.get(property), value);
  }

  private static Pageable pageable(Page page) {
    String property = NameUtils.camelCase(page.column().replace('_', '-'));
    Sort.Order order = page.isDescending() ? Sort.Order.desc(property) : Sort.Order.asc(property);
    Sort sort = property.equals("jobId") ? Sort.of(order) : Sort.of(order, Sort.Order.desc("jobId"));
    return Pageable.from(page.index() - 1, page.size(), sort);
  }

  @Override
  public TaskList tasks(ListTasks filter) {
    List<TaskView> list = transactions.run(connection -> row(filter.jobId(), filter.jobName())
        .map(job -> rows(job.jobId(), filter.taskStatus()))
        .orElse(List.of())).stream().map(TaskRow::view).toList();
    return new TaskList(list.size(), list);
  }

  private List<TaskRow> rows(long jobId, String taskStatus) {
    return taskStatus == null ? tasks.findByJobIdOrderByTaskId(jobId) : tasks.findByJobIdAndTaskStatusOrderByTaskId(jobId, taskStatus);
  }
}
