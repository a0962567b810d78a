package io.butterfly.ruqi.mysql;

import io.butterfly.api.Page;
import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.adoption.PythonCommand;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.JobStore;
import io.butterfly.ruqi.job.Part;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Jobs in {@code ruqi_jobs}. */
@Singleton
final class MySqlJobs implements JobStore {
    private static final String COLUMNS = """
      id, job_uid, next_run_time, job_state, job_name, job_trigger, job_rule, c_time,
      jitter_us, note, parked""";
    private static final String ADD = """
      INSERT INTO ruqi_jobs
        (job_uid, kind, next_run_time, jitter_us, job_state, job_lock, job_name, job_trigger, job_rule,
         note, u_time, id, c_time)
      VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)""";
    private static final String FIND = """
      SELECT %s FROM ruqi_jobs WHERE id = ?""".formatted(COLUMNS);
    /** Waits for a replica that is taking the job, and keeps others from taking it. */
    private static final String LOCK = """
      SELECT %s FROM ruqi_jobs WHERE id = ? FOR UPDATE""".formatted(COLUMNS);

    private static final String LOCK_ALL = """
      SELECT %s FROM ruqi_jobs WHERE id IN (%%s) ORDER BY id FOR UPDATE""".formatted(COLUMNS);

    private static final String REPLACE = """
      UPDATE ruqi_jobs
      SET job_uid = ?, kind = ?, next_run_time = ?, jitter_us = ?, job_state = ?, job_name = ?,
        job_trigger = ?, job_rule = ?, note = ?, u_time = ?,
        parked = NULL, failures_from_us = %s, version = version + 1
      WHERE id = ?""".formatted(Micros.NOW);
    private static final String PAUSE = """
      UPDATE ruqi_jobs SET next_run_time = NULL, u_time = ?, version = version + 1 WHERE id = ?""";
    private static final String REMOVE = """
      DELETE FROM ruqi_jobs WHERE id = ?""";
    private static final Map<String, String> ORDERS =
            Map.of("c_time", "c_time", "job_id", "id", "job_name", "job_name", "next_run_time", "next_run_time");

    private final Transactions transactions;
    private final ZoneId zone;

    MySqlJobs(Transactions transactions, ZoneId zone) {
        this.transactions = transactions;
        this.zone = zone;
    }

    @Override
    public boolean add(Job job) {
        try {
            transactions.run(connection -> Sql.update(connection, ADD, columns(job, job.id(), local(job.addedAt()))));
            return true;
        } catch (StorageFailed e) {
            if (e.isDuplicateKey()) {
                return false;
            }
            throw e;
        }
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone).withNano(0);
    }

    /** All columns that a change may touch, and further arguments behind them. */
    private Object[] columns(Job job, Object... more) {
        Optional<Duration> jitter =
                job.nextRunAt().map(due -> job.policies().schedule().jitterOf(job.uid(), due));
        Stream<Object> columns = Stream.of(
                job.uid(),
                job.kind().code(),
                job.nextRunAt()
                        .map(due -> Micros.seconds(due.plus(jitter.get())))
                        .orElse(null),
                jitter.orElse(Duration.ZERO).toNanos() / 1_000,
                JobState.of(job),
                job.name(),
                job.trigger().name(),
                job.trigger().rule(),
                job.note().orElse(null),
                local(job.addedAt()));
        return Stream.concat(columns, Stream.of(more)).toArray();
    }

    @Override
    public boolean change(String id, Function<JobEntry, Optional<Job>> change) {
        return transactions.run(connection -> {
            Optional<JobEntry> present = Sql.first(connection, LOCK, MySqlJobs::read, id);
            if (present.isPresent()) {
                store(connection, id, change.apply(present.get()));
            }
            return present.isPresent();
        });
    }

    private void store(Connection connection, String id, Optional<Job> changed) throws SQLException {
        if (changed.isEmpty()) {
            Sql.update(connection, REMOVE, id);
            return;
        }
        Sql.update(connection, REPLACE, columns(changed.get(), id));
    }

    @Override
    public void changeAll(Collection<String> ids, Function<Map<String, JobEntry>, Changes> change) {
        if (ids.isEmpty()) {
            return;
        }
        transactions.run(connection -> {
            Map<String, JobEntry> present = new HashMap<>();
            for (JobEntry job :
                    Sql.query(connection, LOCK_ALL.formatted(Sql.marks(ids.size())), MySqlJobs::read, ids.toArray())) {
                present.put(job.id(), job);
            }
            Changes changes = change.apply(present);
            List<Object[]> added = new ArrayList<>();
            List<Object[]> replaced = new ArrayList<>();
            for (Job job : changes.stored()) {
                if (present.containsKey(job.id())) {
                    replaced.add(columns(job, job.id()));
                } else {
                    added.add(columns(job, job.id(), local(job.addedAt())));
                }
            }
            Sql.batch(connection, ADD, added);
            Sql.batch(connection, REPLACE, replaced);
            return Sql.batch(
                    connection,
                    REMOVE,
                    changes.removed().stream().map(id -> new Object[] {id}).toList());
        });
    }

    @Override
    public boolean pause(String id, Instant now) {
        return transactions.run(connection -> Sql.update(connection, PAUSE, local(now), id)) > 0;
    }

    @Override
    public boolean remove(String id) {
        return transactions.run(connection -> Sql.update(connection, REMOVE, id)) > 0;
    }

    @Override
    public Optional<JobEntry> find(String id) {
        return transactions.run(connection -> Sql.first(connection, FIND, MySqlJobs::read, id));
    }

    @Override
    public Page<JobEntry> list(JobFilter filter, Part part) {
        Where where = new Where()
                .andIf(filter.id(), "id = ?")
                .andIf(filter.name(), "job_name = ?")
                .andIf(filter.trigger(), "job_trigger = ?");
        filter.state()
                .ifPresent(state -> where.and(
                        switch (state) {
                            case SCHEDULED -> "next_run_time IS NOT NULL AND parked IS NULL";
                            case PAUSED -> "next_run_time IS NULL";
                            case PARKED -> "parked IS NOT NULL";
                        }));
        return ChunkedRows.page(
                transactions,
                new ChunkedRows.Source<>("ruqi_jobs", COLUMNS, ORDERS.get(part.orderBy()), tie(part), MySqlJobs::read),
                where,
                part);
    }

    /** The tie-breaker column; it must match the index on the first column, which ends with it. */
    private static String tie(Part part) {
        return part.orderBy().equals("c_time") ? "job_uid" : "id";
    }

    private static JobEntry read(ResultSet row) throws SQLException {
        byte[] column = row.getBytes("job_state");
        Optional<JobState> state = JobState.read(column);
        Optional<String> foreign = state.isPresent() ? Optional.empty() : PythonCommand.of(column);
        return new JobEntry(
                new Job.Identity(row.getString("id"), text(row, "job_uid"), text(row, "job_name")),
                new JobEntry.StoredRule(text(row, "job_trigger"), text(row, "job_rule")),
                state.map(JobState::cmd).or(() -> foreign).orElse(""),
                new JobEntry.Next(
                        Micros.readSeconds(row, "next_run_time"),
                        Duration.of(row.getLong("jitter_us"), ChronoUnit.MICROS),
                        state.map(JobState::anchorUs).map(Micros::instant)),
                row.getObject("c_time", LocalDateTime.class),
                state.map(JobState::policyTexts).orElse(Map.of()),
                Optional.ofNullable(row.getString("note")),
                new JobEntry.Parking(foreign.isPresent(), Optional.ofNullable(row.getString("parked"))));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).orElse("");
    }
}
