package io.butterfly.ruqi.mysql;

import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.firing.FiringPlan.Circumstances;
import io.butterfly.ruqi.mysql.MySqlDueJobs.ReadJob;
import io.butterfly.ruqi.policy.ExcludedDays;
import io.butterfly.ruqi.policy.Overlap;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What their policies need to know of due jobs beside their rows; looked up only for jobs that need it. */
final class JobCircumstances {
    /** Of all replicas; those of a dead one count until they have ended on another, or are lost. */
    private static final String OPEN = """
      SELECT job_uid, MAX(status = 'waiting' AND retry_us IS NULL) AS queued FROM ruqi_jobs_history
      WHERE status IN ('running', 'waiting') AND job_uid IN (%s) GROUP BY job_uid""";

    private static final String LATEST = """
      SELECT status FROM ruqi_jobs_history
      WHERE job_uid = ? AND due_us >= ? AND status IN ('succeeded', 'failed', 'lost') ORDER BY due_us DESC LIMIT ?""";
    private static final String DAYS = """
      SELECT name, day FROM ruqi_calendars WHERE name IN (%s)""";

    private final ZoneId zone;
    /** The uid of each job with an open firing → whether one is queued. */
    private final Map<String, Boolean> open = new HashMap<>();

    private final Set<String> failing = new HashSet<>();
    private final Map<String, Set<LocalDate>> calendars = new HashMap<>();

    private JobCircumstances(ZoneId zone) {
        this.zone = zone;
    }

    static JobCircumstances of(Connection connection, List<ReadJob> jobs, ZoneId zone) throws SQLException {
        JobCircumstances found = new JobCircumstances(zone);
        found.findOpen(
                connection,
                jobs.stream()
                        .filter(job -> overlap(job) != Overlap.ALLOW)
                        .map(job -> job.row().uid())
                        .toArray());
        found.findDays(
                connection,
                jobs.stream()
                        .flatMap(job -> job.policies().schedule().calendar().stream())
                        .distinct()
                        .toArray());
        for (ReadJob job : jobs) {
            found.findFailing(connection, job);
        }
        return found;
    }

    private static Overlap overlap(ReadJob job) {
        return job.policies().overlapOf(job.kind());
    }

    private void findOpen(Connection connection, Object[] uids) throws SQLException {
        if (uids.length > 0) {
            Sql.query(
                    connection,
                    OPEN.formatted(Sql.marks(uids.length)),
                    row -> open.put(row.getString("job_uid"), row.getBoolean("queued")),
                    uids);
        }
    }

    private void findDays(Connection connection, Object[] names) throws SQLException {
        if (names.length > 0) {
            Sql.query(
                    connection,
                    DAYS.formatted(Sql.marks(names.length)),
                    row -> calendars
                            .computeIfAbsent(row.getString("name"), name -> new HashSet<>())
                            .add(row.getObject("day", LocalDate.class)),
                    names);
        }
    }

    private void findFailing(Connection connection, ReadJob job) throws SQLException {
        int limit = job.policies().failures().pauseAfter();
        if (limit > 0) {
            List<String> latest = Sql.query(
                    connection,
                    LATEST,
                    row -> row.getString("status"),
                    job.row().uid(),
                    Micros.of(job.row().failuresFrom()),
                    limit);
            if (latest.size() == limit && !latest.contains("succeeded")) {
                failing.add(job.row().uid());
            }
        }
    }

    Circumstances of(ReadJob job) {
        String uid = job.row().uid();
        Set<LocalDate> days = job.policies()
                .schedule()
                .calendar()
                .map(name -> calendars.getOrDefault(name, Set.of()))
                .orElse(Set.of());
        return new Circumstances(
                overlap(job),
                open.containsKey(uid),
                open.getOrDefault(uid, false),
                failing.contains(uid),
                new ExcludedDays(job.policies().schedule().zone(zone), days));
    }
}
