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
import io.butterfly.xingqiao.listing.Moments;
import io.butterfly.xingqiao.listing.Page;
import io.micronaut.core.naming.NameUtils;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.data.repository.jpa.criteria.PredicateSpecification;
import jakarta.inject.Singleton;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("jobId", jobId);
    values.put("jobName", jobName);
    return jobs.findOne(matching(values, null));
  }

  @Override
  public JobList jobs(ListJobs filter, Page page) {
    PredicateSpecification<JobRow> spec = PredicateSpecification.<JobRow>where(matching(valuesOf(filter), filter.jobName()))
        .and(hasName("jobTags", filter.jobTag()))
        .and(hasName("jobLock", filter.jobLock()))
        .and(createdBetween(Moments.parse("c_time_from", filter.createdFrom()), Moments.parse("c_time_to", filter.createdTo())));
    return transactions.run(connection -> {
      List<JobRow> rows = jobs.findAll(spec, pageable(page)).getContent();
      return new JobList(jobs.count(spec), rows.stream().map(JobRow::listed).toList());
    });
  }

  private static Map<String, Object> valuesOf(ListJobs filter) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("isValid", true);
    values.put("jobNamespace", filter.jobNamespace());
    values.put("jobId", filter.jobId());
    values.put("jobReqid", filter.jobReqid());
    values.put("jobStatus", filter.jobStatus());
    values.put("jobType", filter.jobType());
    values.put("retStat", filter.retStat());
    values.put("operator", filter.operator());
    values.put("jobClient", filter.jobClient());
    return values;
  }

  /** Every value that is not null must be equal, and the name fit its pattern when there is one. */
  private static PredicateSpecification<JobRow> matching(Map<String, Object> values, String namePattern) {
    return (root, builder) -> {
      List<Predicate> all = new ArrayList<>();
      values.forEach((property, value) -> {
        if (value != null) {
          all.add(builder.equal(root.get(property), value));
        }
      });
      if (namePattern != null) {
        all.add(builder.like(root.get("jobName"), namePattern));
      }
      return builder.and(all.toArray(Predicate[]::new));
    };
  }

  /** One of the names that the column joins by commas; all jobs for null. */
  private static PredicateSpecification<JobRow> hasName(String property, String name) {
    return (root, builder) -> {
      if (name == null) {
        return null;
      }
      String plain = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
      Expression<String> column = root.get(property);
      return builder.or(
          builder.equal(column, name), builder.like(column, plain + ",%"), builder.like(column, "%," + plain),
          builder.like(column, "%," + plain + ",%"));
    };
  }

  private static PredicateSpecification<JobRow> createdBetween(Optional<LocalDateTime> from, Optional<LocalDateTime> to) {
    return (root, builder) -> {
      Expression<LocalDateTime> created = root.get("cTime");
      List<Predicate> all = new ArrayList<>();
      from.ifPresent(moment -> all.add(builder.greaterThanOrEqualTo(created, moment)));
      to.ifPresent(moment -> all.add(builder.lessThan(created, moment)));
      return all.isEmpty() ? null : builder.and(all.toArray(Predicate[]::new));
    };
  }

  private static Pageable pageable(Page page) {
    String property = NameUtils.camelCase(page.column().replace('_', '-'));
    Sort.Order order = page.isDescending() ? Sort.Order.desc(property) : Sort.Order.asc(property);
    Sort sort = property.equals("jobId") ? Sort.of(order) : Sort.of(order, Sort.Order.desc("jobId"));
    return Pageable.from(page.index() - 1, page.size(), sort);
  }

  @Override
  public Optional<TaskList> tasks(ListTasks filter) {
    return transactions.run(connection -> row(filter.jobId(), filter.jobName()).map(job -> rows(job.jobId(), filter.taskStatus())))
        .map(rows -> new TaskList(rows.size(), rows.stream().map(TaskRow::view).toList()));
  }

  private List<TaskRow> rows(long jobId, String taskStatus) {
    return taskStatus == null ? tasks.findByJobIdOrderByTaskId(jobId) : tasks.findByJobIdAndTaskStatusOrderByTaskId(jobId, taskStatus);
  }

  @Override
  public Optional<TaskView> task(long taskId) {
    return transactions.run(connection -> tasks.findById(taskId)).map(TaskRow::view);
  }
}
