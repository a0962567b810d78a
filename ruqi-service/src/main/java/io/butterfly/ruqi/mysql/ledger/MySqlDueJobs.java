package io.butterfly.ruqi.mysql.ledger;

import io.butterfly.mysql.Sql;
import io.butterfly.mysql.Transactions;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.firing.FiringPlan.DueJob;
import io.butterfly.ruqi.mysql.JobState;
import io.butterfly.ruqi.mysql.Micros;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Takes due jobs: the one transaction that the service is about. */
@Singleton
final class MySqlDueJobs implements DueJobs {
  /** One dive into the index (kind, next_run_time) for each kind. */
  private static final String LOOK = """
      SELECT %1$s AS now_us,
        (SELECT next_run_time FROM ruqi_jobs WHERE kind = 0 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_0,
        (SELECT next_run_time FROM ruqi_jobs WHERE kind = 1 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_1,
        (SELECT next_run_time FROM ruqi_jobs WHERE kind = 2 AND next_run_time > ? ORDER BY next_run_time LIMIT 1) AS next_2
      """.formatted(Micros.NOW);
  private static final String TAKE = """
      SELECT id, job_uid, job_name, job_trigger, job_rule, job_state, next_run_time, %s AS now_us
      FROM ruqi_jobs
      WHERE kind = ? AND next_run_time <= UNIX_TIMESTAMP(NOW(6))
      ORDER BY next_run_time
      LIMIT ?
      FOR UPDATE SKIP LOCKED""".formatted(Micros.NOW);
  /** Of all replicas; a dead one's count until they are taken over. */
  private static final String RUNNING = """
      SELECT DISTINCT job_uid FROM ruqi_jobs_history WHERE status = 'running' AND job_uid IN (%s)""";

  private final Transactions transactions;
  private final ZoneId zone;

  MySqlDueJobs(Transactions transactions, ZoneId zone) {
    this.transactions = transactions;
    this.zone = zone;
  }

  /** A due row as it is stored. */
  record Row(String id, String uid, String name, String trigger, String rule, byte[] state, Instant due, Instant now) {
    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString("id"), row.getString("job_uid"), row.getString("job_name"), row.getString("job_trigger"), row.getString("job_rule"),
          row.getBytes("job_state"), Micros.ofSeconds(row.getDouble("next_run_time")), Micros.instant(row.getLong("now_us")));
    }
  }

  @Override
  public Look look(Instant laterThan) {
    double from = Micros.seconds(laterThan);
    return transactions.run(connection -> Sql.first(connection, LOOK, MySqlDueJobs::readLook, from, from, from)).orElseThrow();
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
    return transactions.run(connection -> {
      List<Row> rows = Sql.query(connection, TAKE, Row::read, kind.code(), limit);
      Set<String> running = kind.lasts() ? running(connection, rows) : Set.of();
      Takings takings = new Takings(kind, owner, zone);
      for (Row row : rows) {
        decide(row, running.contains(row.uid()), plan, takings);
      }
      return new Taken(rows.size(), takings.write(connection));
    });
  }

  private static Set<String> running(Connection connection, List<Row> rows) throws SQLException {
    if (rows.isEmpty()) {
      return Set.of();
    }
    Object[] uids = rows.stream().map(Row::uid).toArray();
    return new HashSet<>(Sql.query(connection, RUNNING.formatted(Sql.marks(uids.length)), row -> row.getString("job_uid"), uids));
  }

  private void decide(Row row, boolean isRunning, BiFunction<DueJob, Instant, FiringPlan> plan, Takings takings) {
    try {
      String cmd = JobState.read(row.state()).map(JobState::cmd).orElseThrow(() -> new IllegalArgumentException("its job_state is not readable"));
      Trigger trigger = Rules.parse(row.trigger(), row.rule(), row.now(), zone);
      takings.add(row, cmd, plan.apply(new DueJob(trigger, row.due(), Policies.DEFAULT, isRunning), row.now()));
    } catch (RuntimeException e) { // whatever is wrong with one row, the others go on
      takings.park(row, e);
    }
  }
}
