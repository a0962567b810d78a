package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.StorageFailed;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.firing.FiringPlan.DueJob;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.mysql.tasktable.TaskRuns;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes due jobs: the one transaction that the service is about. */
@Singleton
final class MySqlDueJobs implements DueJobs {
    /** One look-up in the index (kind, next_run_time) for each kind. */
    private static final String LOOK = """
      SELECT %1$s AS now_us,
        (SELECT next_run_time FROM ruqi_jobs
          WHERE kind = 0 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_0,
        (SELECT next_run_time FROM ruqi_jobs
          WHERE kind = 1 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_1,
        (SELECT next_run_time FROM ruqi_jobs
          WHERE kind = 2 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_2
      """.formatted(Micros.NOW);
    /** A replica whose row is gone takes nothing, even when it does not know that yet. */
    private static final String TAKE = """
      SELECT id, job_uid, job_name, job_trigger, job_rule, job_state, next_run_time, jitter_us, failures_from_us,
        %s AS now_us
      FROM ruqi_jobs
      WHERE kind = ? AND next_run_time <= UNIX_TIMESTAMP(NOW(6))
        AND EXISTS (SELECT 1 FROM ruqi_schedulers s WHERE s.id = ?)
      ORDER BY next_run_time
      LIMIT ?
      FOR UPDATE SKIP LOCKED""".formatted(Micros.NOW);

    private static final Logger LOG = LoggerFactory.getLogger(MySqlDueJobs.class);

    private final Transactions transactions;
    private final ZoneId zone;
    private final TaskRuns taskRuns;

    MySqlDueJobs(Transactions transactions, ZoneId zone, TaskRuns taskRuns) {
        this.transactions = transactions;
        this.zone = zone;
        this.taskRuns = taskRuns;
    }

    /** A due row as it is stored. */
    record JobRow(
            Job.Identity identity,
            String trigger,
            String rule,
            byte[] state,
            Instant due,
            Instant failuresFrom,
            Instant now) {
        String id() {
            return identity.id();
        }

        String uid() {
            return identity.uid();
        }

        String name() {
            return identity.name();
        }

        static JobRow read(ResultSet row) throws SQLException {
            return new JobRow(
                    new Job.Identity(row.getString("id"), row.getString("job_uid"), row.getString("job_name")),
                    row.getString("job_trigger"),
                    row.getString("job_rule"),
                    row.getBytes("job_state"),
                    Micros.ofSeconds(row.getDouble("next_run_time")).minus(row.getLong("jitter_us"), ChronoUnit.MICROS),
                    Micros.instant(row.getLong("failures_from_us")),
                    Micros.instant(row.getLong("now_us")));
        }
    }

    /** A due row that could be read. */
    record ReadJob(JobRow row, Kind kind, String cmd, Trigger trigger, Policies policies) {}

    @Override
    public Look look(Instant laterThan) {
        double from = Micros.seconds(laterThan);
        return transactions
                .run(connection -> Sql.first(connection, LOOK, MySqlDueJobs::readLook, from, from, from))
                .orElseThrow();
    }

    private static Look readLook(ResultSet row) throws SQLException {
        Map<Kind, Instant> next = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            Micros.readSeconds(row, "next_" + kind.code()).ifPresent(instant -> next.put(kind, instant));
        }
        return new Look(Micros.instant(row.getLong("now_us")), next);
    }

    @Override
    public Taken take(Kind kind, int limit, Incarnation owner, BiFunction<DueJob, Instant, FiringPlan> plan) {
        try {
            return take(kind, limit, owner, plan, new ArrayList<>());
        } catch (StorageFailed e) {
            if (!e.isOfTheData()) {
                throw e;
            }
            LOG.warn(
                    "the due jobs are taken one by one, because the store refuses what is written about them: {}",
                    e.getMessage());
            return takeOneByOne(kind, limit, owner, plan);
        }
    }

    /** The job whose rows the store refuses is parked; the others fire. */
    private Taken takeOneByOne(Kind kind, int limit, Incarnation owner, BiFunction<DueJob, Instant, FiringPlan> plan) {
        List<Firing> firings = new ArrayList<>();
        List<Firing.JobRef> paused = new ArrayList<>();
        int jobs = 0;
        for (; jobs < limit; jobs++) {
            List<JobRow> rows = new ArrayList<>();
            try {
                Taken one = take(kind, 1, owner, plan, rows);
                firings.addAll(one.firings());
                paused.addAll(one.paused());
            } catch (StorageFailed e) {
                if (!e.isOfTheData()) {
                    throw e;
                }
                LedgerBatch batch = new LedgerBatch(kind, owner, zone);
                rows.forEach(row -> batch.park(row, e));
                transactions.run(batch::write);
            }
            if (rows.isEmpty()) {
                break; // no further one is due
            }
        }
        return new Taken(jobs, firings, paused);
    }

    /** @param rows receives what was taken, whether or not it could be written */
    private Taken take(
            Kind kind, int limit, Incarnation owner, BiFunction<DueJob, Instant, FiringPlan> plan, List<JobRow> rows) {
        return transactions.run(connection -> {
            rows.clear(); // a transaction may be repeated
            rows.addAll(Sql.query(connection, TAKE, JobRow::read, kind.code(), owner.id(), limit));
            LedgerBatch batch = new LedgerBatch(kind, owner, zone);
            List<ReadJob> jobs = readable(rows, kind, batch);
            JobCircumstances circumstances = JobCircumstances.of(connection, jobs, zone);
            for (ReadJob job : jobs) {
                decide(job, circumstances, plan, batch);
            }
            List<Firing> firings = taskRuns.begin(connection, batch.write(connection));
            return new Taken(rows.size(), firings, batch.pausedJobs());
        });
    }

    /** A row that cannot be read is parked; the others fire. */
    private List<ReadJob> readable(List<JobRow> rows, Kind kind, LedgerBatch batch) {
        List<ReadJob> jobs = new ArrayList<>(rows.size());
        for (JobRow row : rows) {
            try {
                JobState state = JobState.read(row.state())
                        .orElseThrow(() -> new IllegalArgumentException("its job_state is not readable"));
                Policies policies = state.readPolicies();
                Trigger rule = Rules.parse(
                        row.trigger(),
                        row.rule(),
                        row.now(),
                        policies.schedule().zone(zone));
                jobs.add(new ReadJob(row, kind, state.cmd(), policies.schedule().within(rule, zone), policies));
            } catch (RuntimeException e) {
                batch.park(row, e);
            }
        }
        return jobs;
    }

    private static void decide(
            ReadJob job,
            JobCircumstances circumstances,
            BiFunction<DueJob, Instant, FiringPlan> plan,
            LedgerBatch batch) {
        JobRow row = job.row();
        try {
            batch.add(
                    job,
                    plan.apply(new DueJob(job.trigger(), row.due(), job.policies(), circumstances.of(job)), row.now()));
        } catch (RuntimeException e) {
            batch.park(row, e);
        }
    }
}
