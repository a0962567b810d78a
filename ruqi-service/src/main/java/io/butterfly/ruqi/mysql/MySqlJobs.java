package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter.Page;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.JobStore;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Jobs in {@code ruqi_jobs}. */
@Singleton
final class MySqlJobs implements JobStore {
  private static final String ADD = """
      INSERT INTO ruqi_jobs (id, job_uid, kind, next_run_time, jitter_us, job_state, job_lock, job_name, job_trigger, job_rule, u_time, c_time, note)
      VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)""";
  private static final String REMOVE = "DELETE FROM ruqi_jobs WHERE id = ?";

  private final Transactions transactions;
  private final JobRows rows;
  private final ZoneId zone;

  MySqlJobs(Transactions transactions, JobRows rows, ZoneId zone) {
    this.transactions = transactions;
    this.rows = rows;
    this.zone = zone;
  }

  @Override
  public boolean add(Job job) {
    LocalDateTime addedAt = LocalDateTime.ofInstant(job.addedAt(), zone).withNano(0);
    Duration jitter = job.policies().jitterOf(job.uid(), job.nextRunAt());
    try {
      transactions.run(connection -> Sql.update(
          connection, ADD,
          job.id(), job.uid(), job.kind().code(), Micros.seconds(job.nextRunAt().plus(jitter)), jitter.toNanos() / 1_000,
          JobState.of(job.cmd(), job.policies()),
          job.name(), job.trigger().name(), job.trigger().rule(), addedAt, addedAt, job.note().orElse(null)));
      return true;
    } catch (StorageFailed e) {
      if (e.isDuplicateKey()) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public boolean remove(String id) {
    return transactions.run(connection -> Sql.update(connection, REMOVE, id)) > 0;
  }

  @Override
  public Optional<JobEntry> find(String id) {
    return transactions.run(connection -> rows.findById(id)).map(JobRows.Row::entry);
  }

  @Override
  public Page<JobEntry> list(JobFilter filter) {
    String id = filter.jobId().orElse(null);
    String name = filter.jobName().orElse(null);
    return transactions.run(connection -> {
      List<JobEntry> page = rows.page(id, name, filter.limit(), filter.offset()).stream().map(JobRows.Row::entry).toList();
      return new Page<>(rows.total(id, name), page);
    });
  }
}
