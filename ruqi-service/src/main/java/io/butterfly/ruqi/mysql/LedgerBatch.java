package io.butterfly.ruqi.mysql;

import io.butterfly.api.CutText;
import io.butterfly.api.Json;
import io.butterfly.mysql.Sql;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.firing.FiringPlan.Decision;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Uid;
import io.butterfly.ruqi.mysql.MySqlDueJobs.JobRow;
import io.butterfly.ruqi.mysql.MySqlDueJobs.ReadJob;
import io.butterfly.ruqi.replica.Incarnation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one transaction writes about the jobs that it took: their rows of the ledger, and when they are due next. */
final class LedgerBatch {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerBatch.class);
    /** All of them in one statement; why the index is forced, see {@link OutcomeRows}. */
    private static final String MOVE_ON = """
      UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
          id varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[0]',
          next double PATH '$[1]',
          jitter_us bigint PATH '$[2]')) n
        STRAIGHT_JOIN ruqi_jobs j FORCE INDEX (PRIMARY) ON j.id = n.id
      SET j.next_run_time = n.next, j.jitter_us = n.jitter_us""";

    private static final String PAUSE = """
      UPDATE ruqi_jobs SET next_run_time = NULL, parked = ? WHERE id = ?""";
    private static final String REMOVE = """
      DELETE FROM ruqi_jobs WHERE id IN (%s)""";
    /** Without a kind it never becomes due; its next run time stays for when it is repaired. */
    private static final String PARK = """
      UPDATE ruqi_jobs SET kind = NULL, parked = ? WHERE id = ?""";

    private static final int MAX_REASON = 1_024;

    private final Kind kind;
    private final Incarnation owner;
    private final ZoneId zone;
    private final List<Firing> firings = new ArrayList<>();
    private final LedgerRows ledger = new LedgerRows();
    private final List<List<Object>> movedOn = new ArrayList<>();
    private final List<Object[]> paused = new ArrayList<>();
    private final List<Firing.JobRef> pausedJobs = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final List<Object[]> parked = new ArrayList<>();

    LedgerBatch(Kind kind, Incarnation owner, ZoneId zone) {
        this.kind = kind;
        this.owner = owner;
        this.zone = zone;
    }

    void add(ReadJob job, FiringPlan plan) {
        for (Decision decision : plan.decisions()) {
            add(job, decision);
        }
        if (plan.paused().isPresent()) {
            paused.add(new Object[] {plan.paused().get(), job.row().id()});
            pausedJobs.add(new Firing.JobRef(job.row().id(), job.row().name()));
        } else if (plan.next().isPresent()) {
            moveOn(job, plan.next().get());
        } else {
            done.add(job.row().id());
        }
    }

    private void moveOn(ReadJob job, Instant next) {
        Duration jitter = job.policies().schedule().jitterOf(job.row().uid(), next);
        movedOn.add(List.of(job.row().id(), Micros.seconds(next.plus(jitter)), jitter.toNanos() / 1_000));
    }

    private void add(ReadJob job, Decision decision) {
        JobRow row = job.row();
        String id = Uid.next(row.now());
        switch (decision) {
            case Decision.Fire(Instant due) -> {
                Firing firing = firing(job, id, due);
                open(firing, row, Status.RUNNING);
                firings.add(firing);
            }
            case Decision.Wait(Instant due) -> open(firing(job, id, due), row, Status.WAITING);
            case Decision.Skip(Instant first, Instant last, long count, String reason) ->
                ledger.add(
                        row.id(),
                        row.name(),
                        job.cmd(),
                        reason,
                        owner.name(),
                        local(row.now()),
                        id,
                        row.uid(),
                        kind.code(),
                        Micros.of(first),
                        Micros.of(last),
                        count,
                        Status.SKIPPED.word(),
                        owner.id(),
                        null,
                        reason,
                        null,
                        false);
        }
    }

    private Firing firing(ReadJob job, String id, Instant due) {
        JobRow row = job.row();
        return Firing.first(
                id,
                new Firing.JobRef(row.id(), row.name()),
                new Firing.Snapshot(job.cmd(), kind, job.policies()),
                due,
                owner.id());
    }

    private void open(Firing firing, JobRow row, Status status) {
        ledger.add(
                row.id(),
                row.name(),
                firing.cmd(),
                "",
                owner.name(),
                local(row.now()),
                firing.id(),
                row.uid(),
                kind.code(),
                Micros.of(firing.dueAt()),
                null,
                1,
                status.word(),
                owner.id(),
                firing.id(),
                null,
                PolicyColumn.of(firing.policies()),
                firing.isAtMostOnce());
    }

    private LocalDateTime local(Instant now) {
        return LocalDateTime.ofInstant(now, zone).withNano(0);
    }

    void park(JobRow row, Exception why) {
        LOG.warn("job {} is parked: {}", row.id(), why.toString());
        String reason = "not understood: " + why.getMessage();
        parked.add(new Object[] {CutText.to(reason, MAX_REASON), row.id()});
    }

    List<Firing.JobRef> pausedJobs() {
        return pausedJobs;
    }

    /** Returns the firings whose instants were not decided before. */
    List<Firing> write(Connection connection) throws SQLException {
        ledger.write(connection);
        if (!movedOn.isEmpty()) {
            movedOn.sort(Comparator.comparing(job -> (String) job.getFirst()));
            Sql.update(connection, MOVE_ON, Json.write(movedOn));
        }
        Sql.batch(connection, PAUSE, paused);
        Sql.batch(connection, PARK, parked);
        if (!done.isEmpty()) {
            Sql.update(
                    connection,
                    REMOVE.formatted(Sql.marks(done.size())),
                    done.stream().sorted().toArray());
        }
        return ledger.newAmong(connection, firings);
    }
}
