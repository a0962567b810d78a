package io.butterfly.ruqi.mysql.ledger;

import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Fate;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Uid;
import io.butterfly.ruqi.mysql.Micros;
import io.butterfly.ruqi.mysql.ledger.MySqlDueJobs.Row;
import io.butterfly.ruqi.replica.Incarnation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one transaction writes about the jobs it took: their rows of the ledger, and when they are due next. */
final class Takings {
  private static final Logger LOG = LoggerFactory.getLogger(Takings.class);
  private static final String MOVE_ON = "UPDATE ruqi_jobs SET next_run_time = ? WHERE id = ?";
  private static final String REMOVE = "DELETE FROM ruqi_jobs WHERE id IN (%s)";
  /** Without a kind it is out of the way; its next run time stays, for whoever repairs it. */
  private static final String PARK = "UPDATE ruqi_jobs SET kind = NULL, parked = ? WHERE id = ?";

  private static final int MAX_REASON = 1_024;

  private final Kind kind;
  private final Incarnation owner;
  private final ZoneId zone;
  private final List<Firing> firings = new ArrayList<>();
  private final LedgerRows ledger = new LedgerRows();
  private final List<Object[]> movedOn = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private final List<Object[]> parked = new ArrayList<>();

  Takings(Kind kind, Incarnation owner, ZoneId zone) {
    this.kind = kind;
    this.owner = owner;
    this.zone = zone;
  }

  void add(Row row, String cmd, FiringPlan plan) {
    for (Fate fate : plan.fates()) {
      add(row, cmd, fate);
    }
    plan.next().ifPresentOrElse(
        next -> movedOn.add(new Object[] {Micros.seconds(next), row.id()}),
        () -> done.add(row.id()));
  }

  private void add(Row row, String cmd, Fate fate) {
    String id = Uid.next(row.now());
    LocalDateTime now = LocalDateTime.ofInstant(row.now(), zone).withNano(0);
    switch (fate) {
      case Fate.Fire(Instant due) -> {
        firings.add(new Firing(id, row.id(), row.name(), cmd, kind, due, 1, owner.id(), id));
        ledger.add(
            row.id(), row.name(), cmd, "", owner.name(), now, id, row.uid(), kind.code(),
            Micros.of(due), null, 1, Status.RUNNING.word(), owner.id(), id, null);
      }
      case Fate.Skip(Instant first, Instant last, long count, String reason) -> ledger.add(
          row.id(), row.name(), cmd, reason, owner.name(), now, id, row.uid(), kind.code(),
          Micros.of(first), Micros.of(last), count, Status.SKIPPED.word(), owner.id(), null, reason);
    }
  }

  void park(Row row, Exception why) {
    LOG.warn("job {} is parked: {}", row.id(), why.toString());
    String reason = "not understood: " + why.getMessage();
    parked.add(new Object[] {reason.substring(0, Math.min(reason.length(), MAX_REASON)), row.id()});
  }

  /** Returns the firings that are new: an instant that has its fate already keeps it. */
  List<Firing> write(Connection connection) throws SQLException {
    ledger.write(connection);
    movedOn.sort(Comparator.comparing(job -> (String) job[1]));
    Sql.batch(connection, MOVE_ON, movedOn);
    Sql.batch(connection, PARK, parked);
    if (!done.isEmpty()) {
      Sql.update(connection, REMOVE.formatted(Sql.marks(done.size())), done.stream().sorted().toArray());
    }
    return ledger.newAmong(connection, firings);
  }
}
