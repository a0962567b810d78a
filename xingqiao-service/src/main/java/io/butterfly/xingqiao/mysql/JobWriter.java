package io.butterfly.xingqiao.mysql;

import io.butterfly.api.JsonMembers;
import io.butterfly.api.RawJson;
import io.butterfly.mysql.Sql;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.mysql.StepWriter.Written;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what turns change in the rows of their jobs; only columns that driving a job owns. */
@Singleton
final class JobWriter {
    private static final String MOVE = """
      UPDATE workflow_job
         SET job_status = ?, ret_stat = COALESCE(?, ret_stat), job_cost = COALESCE(?, job_cost),
             ret_data = COALESCE(?, ret_data), exe_id = exe_id + 1, s_time = COALESCE(?, s_time), e_time = ?,
             u_time = ?, started_at = ?, moved_at = ?, next_check_at = %s, paused_at = ?, paused_ms = ?,
             ending_stat = ?, ending_at = ?, lock_until = ?
       WHERE job_id = ?
      """;

    private static final String MOVE_JOB = MOVE.formatted("?");

    /** It is still looked at while messages of it are to be cancelled, those of earlier turns too. */
    private static final String END_JOB =
            MOVE.formatted("(SELECT MAX(?) FROM workflow_cancel due WHERE due.job_id = workflow_job.job_id)");

    /** A late outcome changes nothing of a job that has ended; a message that came to be cancelled has it looked at. */
    private static final String TOUCH_JOB = """
      UPDATE workflow_job
         SET exe_id = exe_id + 1, u_time = ?, next_check_at = COALESCE(next_check_at, ?)
       WHERE job_id = ?
      """;

    private static final String WAKE_PARENT = """
      UPDATE workflow_job SET next_check_at = ? WHERE job_id = ? AND next_check_at IS NOT NULL
      """;

    private final LocalTimes times;
    private final StatusChanges changes;

    JobWriter(LocalTimes times, StatusChanges changes) {
        this.times = times;
        this.changes = changes;
    }

    List<Sql.Batch> batches(List<Written> turns) {
        List<Object[]> moved = new ArrayList<>();
        List<Object[]> ended = new ArrayList<>();
        List<Object[]> touched = new ArrayList<>();
        List<Object[]> parents = new ArrayList<>();
        for (Written turn : turns) {
            Job after = after(turn.job(), turn.turn().steps(), turn.now());
            if (turn.job().status() != JobStatus.STARTED && after.status() != JobStatus.STARTED) {
                Long check = turn.turn().cancels().isEmpty() ? null : nextCheck(turn, Instant.MAX);
                touched.add(new Object[] {
                    times.at(turn.now()), check, turn.job().id().value()
                });
                continue;
            }
            (last(turn, Step.EndJob.class).isPresent() ? ended : moved).add(row(turn, after));
            Optional<JobId> parent = after.parent().filter(it -> turn.turn().isLast());
            parent.ifPresent(it -> parents.add(new Object[] {turn.now().toEpochMilli(), it.value()}));
        }
        return List.of(
                new Sql.Batch(MOVE_JOB, moved),
                new Sql.Batch(END_JOB, ended),
                new Sql.Batch(TOUCH_JOB, touched),
                new Sql.Batch(WAKE_PARENT, parents));
    }

    /** What else goes with a new status. Returns whether that made another job due. */
    boolean writeStatuses(Connection connection, List<Written> turns) throws SQLException {
        changes.restarted(connection, with(turns, Step.RestartJob.class));
        return changes.ended(connection, with(turns, Step.EndJob.class));
    }

    private static List<JobId> with(List<Written> turns, Class<? extends Step> kind) {
        return turns.stream()
                .filter(turn -> last(turn, kind).isPresent())
                .map(turn -> turn.job().id())
                .toList();
    }

    /** Applies all steps except {@code EndJob}. */
    static Job after(Job job, List<Step> steps, Instant now) {
        Job after = job;
        for (Step step : steps) {
            after = switch (step) {
                case Step.RestartJob _r -> after.restart(now);
                case Step.PauseJob _p -> after.pause(now);
                case Step.ResumeJob _r -> after.resume(now);
                case Step.BeginEnd(String stat) -> after.end(stat, now);
                case Step.Save _s -> after;
                case Step.EndJob _e -> after;
                case Step.TaskStep _t -> after;
            };
        }
        return after;
    }

    private Object[] row(Written turn, Job after) {
        LocalDateTime time = times.at(turn.now());
        Optional<Step.EndJob> end = last(turn, Step.EndJob.class);
        boolean isRestarted = last(turn, Step.RestartJob.class).isPresent();
        Job.Span span = after.span();
        return new Object[] {
            end.map(Step.EndJob::status).orElse(JobStatus.STARTED).word(),
            end.map(Step.EndJob::stat).orElse(null),
            end.map(it -> Duration.between(span.startedAt(), turn.now()).toMillis() / 1000.0)
                    .orElse(null),
            last(turn, Step.Save.class).map(save -> resultOf(save.reply())).orElse(null),
            isRestarted ? time : null,
            time,
            time,
            span.startedAt().toEpochMilli(),
            turn.now().toEpochMilli(),
            nextCheck(turn, end.isPresent() ? Instant.MAX : span.deadline()),
            millis(span.pausedAt()),
            span.pausedFor().toMillis(),
            after.ending().orElse(null),
            millis(span.endingAt()),
            millis(span.lockUntil()),
            turn.job().id().value()
        };
    }

    private static <S extends Step> Optional<S> last(Written turn, Class<S> kind) {
        return turn.turn().steps().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .reduce((first, second) -> second);
    }

    private static Long nextCheck(Written turn, Instant deadline) {
        Instant next = Checks.next(turn.now(), turn.now(), deadline, Checks.LONGEST);
        return turn.turn()
                .wakeAt()
                .filter(wake -> wake.isBefore(next))
                .orElse(next)
                .toEpochMilli();
    }

    private static Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }

    /** The reply's {@code data} when it has one, else the reply without {@code stat}. */
    private static String resultOf(RawJson reply) {
        Map<String, RawJson> members = new LinkedHashMap<>(JsonMembers.of(reply));
        members.remove("stat");
        return Optional.ofNullable(members.get("data"))
                .orElseGet(() -> JsonMembers.object(members))
                .text();
    }
}
