package io.butterfly.xingqiao.mysql;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.mysql.JobLocks.Obstacle;
import io.butterfly.xingqiao.workflow.Notifier;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What goes with every change of a job's status, in its transaction: its locks, and the notices of the change. */
@Singleton
final class StatusChanges {
    private static final String TIES = """
      SELECT job_id, job_lock, notifier
        FROM workflow_job
       WHERE job_id IN (%s) AND (job_lock <> '' OR notifier IS NOT NULL)
       ORDER BY job_id
      """;

    private static final String WAITS = """
      UPDATE workflow_job SET lock_until = ? WHERE job_id = ?
      """;

    private static final String HAS_LOCKS = """
      UPDATE workflow_job
         SET lock_until = NULL, started_at = ?, s_time = ?, paused_ms = 0,
             paused_at = CASE WHEN paused_at IS NULL THEN NULL ELSE ? END
       WHERE job_id = ?
      """;

    private static final String NAME = """
      SELECT job_name FROM workflow_job WHERE job_id = ?
      """;

    private final LocalTimes times;
    private final JobLocks locks;
    private final NoticeRows notices;

    StatusChanges(LocalTimes times, JobLocks locks, NoticeRows notices) {
        this.times = times;
        this.locks = locks;
        this.notices = notices;
    }

    /** What connects a job with others. */
    private record Ties(long job, List<String> locks, Optional<String> notifier) {
        static Ties of(ResultSet row) throws SQLException {
            return new Ties(
                    row.getLong("job_id"),
                    names(row.getString("job_lock")),
                    Optional.ofNullable(row.getString("notifier")));
        }
    }

    private static List<String> names(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(","));
    }

    /** The job as it starts: with its locks, or waiting for them. Throws {@link Refusal} when it may not wait. */
    Job created(Connection connection, Job job, NewJob plan) throws SQLException {
        long id = job.id().value();
        List<String> names = plan.plan().locks();
        Optional<Obstacle> obstacle = names.isEmpty() ? Optional.empty() : locks.take(connection, id, names);
        Job started = job;
        if (obstacle.isPresent()) {
            Duration wait = plan.lockWait().orElseThrow(() -> refusal(connection, obstacle.get()));
            Instant until = plan.now().plus(wait);
            locks.await(connection, id, names);
            Sql.update(connection, WAITS, until.toEpochMilli(), id);
            started = job.waitForLocks(until);
        }
        Optional<Notifier> notifier = plan.plan().notifier();
        if (notifier.isPresent()) {
            notices.write(connection, id, notifier.get().text());
        }
        return started;
    }

    private static Refusal refusal(Connection connection, Obstacle obstacle) {
        String name = "";
        try {
            name = Sql.first(connection, NAME, row -> " (" + row.getString("job_name") + ")", obstacle.holder())
                    .orElse("");
        } catch (SQLException e) {
            // the id says enough
        }
        String what = obstacle.isHeld() ? "is held by job " : "is next for job ";
        return new Refusal(Stat.ERR_JOB_LOCKED, "the lock " + obstacle.lock() + " " + what + obstacle.holder() + name);
    }

    /** A job that waits for its locks gets them when they are free and it is first; its time counts from then. */
    Job takeAwaitedLocks(Connection connection, Job job, String lockNames, Instant now) throws SQLException {
        if (!job.waitsForLocks()
                || locks.take(connection, job.id().value(), names(lockNames)).isPresent()) {
            return job;
        }
        Sql.update(
                connection,
                HAS_LOCKS,
                now.toEpochMilli(),
                times.at(now),
                now.toEpochMilli(),
                job.id().value());
        return job.haveLocks(now);
    }

    /** They have ended; their locks are free. Returns whether that made another job due. */
    boolean ended(Connection connection, List<JobId> jobs) throws SQLException {
        boolean isOtherDue = false;
        for (Ties ties : ties(connection, jobs)) {
            isOtherDue |= !ties.locks().isEmpty() && locks.free(connection, ties.job());
            notice(connection, ties);
        }
        return isOtherDue;
    }

    /** They run again, with their locks. Throws {@link Refusal} when another job has one of them. */
    void restarted(Connection connection, List<JobId> jobs) throws SQLException {
        for (Ties ties : ties(connection, jobs)) {
            Optional<Obstacle> obstacle =
                    ties.locks().isEmpty() ? Optional.empty() : locks.take(connection, ties.job(), ties.locks());
            if (obstacle.isPresent()) {
                throw refusal(connection, obstacle.get());
            }
            Sql.update(connection, WAITS, null, ties.job());
            notice(connection, ties);
        }
    }

    private void notice(Connection connection, Ties ties) throws SQLException {
        if (ties.notifier().isPresent()) {
            notices.write(connection, ties.job(), ties.notifier().get());
        }
    }

    private static List<Ties> ties(Connection connection, List<JobId> jobs) throws SQLException {
        return jobs.isEmpty()
                ? List.of()
                : Sql.query(
                        connection,
                        TIES.formatted(Sql.marks(jobs.size())),
                        Ties::of,
                        jobs.stream().map(JobId::value).toArray());
    }
}
