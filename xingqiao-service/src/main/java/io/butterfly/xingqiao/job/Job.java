package io.butterfly.xingqiao.job;

import io.butterfly.api.RawJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job, as far as moving it needs.
 *
 * @param reqid id of the request that created it; of a job that is a task, the id of the task's start
 * @param extra the workflow's input, a JSON object
 * @param ending with which code it ends, once the tasks of its end run
 * @param parent the job one of whose tasks this one is
 * @param traceId goes with every message
 */
public record Job(
        JobId id,
        String reqid,
        JobStatus status,
        RawJson extra,
        Span span,
        Optional<String> ending,
        Optional<JobId> parent,
        String traceId) {

    /**
     * Its times, by the store's clock.
     *
     * @param timeout how long it may run, and then once more for the tasks of its end; pauses do not count
     * @param endingAt when the tasks of its end began
     * @param lockUntil waits for its locks until then; empty when it does not
     */
    public record Span(
            Instant startedAt,
            Duration timeout,
            Optional<Instant> pausedAt,
            Duration pausedFor,
            Optional<Instant> endingAt,
            Optional<Instant> lockUntil) {
        /** Without a pause, and with its locks if it needs any. */
        public static Span of(Instant startedAt, Duration timeout) {
            return new Span(startedAt, timeout, Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty());
        }

        /** Far away while it is paused. */
        public Instant deadline() {
            if (pausedAt.isPresent()) {
                return Instant.MAX;
            }
            return lockUntil.orElseGet(
                    () -> endingAt.orElse(startedAt.plus(pausedFor)).plus(timeout));
        }

        Span restarted(Instant now) {
            return of(now, timeout);
        }

        Span paused(Instant now) {
            return new Span(startedAt, timeout, Optional.of(now), pausedFor, endingAt, lockUntil);
        }

        /** All limits move on by the pause. */
        Span resumed(Instant now) {
            Duration pause = pause(now);
            return new Span(
                    startedAt,
                    timeout,
                    Optional.empty(),
                    pausedFor.plus(pause),
                    endingAt.map(at -> at.plus(pause)),
                    lockUntil.map(at -> at.plus(pause)));
        }

        /** How long it has been paused this time. */
        public Duration pause(Instant now) {
            return pausedAt.map(from -> Duration.between(from, now))
                    .filter(Duration::isPositive)
                    .orElse(Duration.ZERO);
        }

        Span ending(Instant now) {
            return new Span(startedAt, timeout, pausedAt, pausedFor, Optional.of(now), lockUntil);
        }

        Span waiting(Instant until) {
            return new Span(startedAt, timeout, pausedAt, pausedFor, endingAt, Optional.of(until));
        }

        /** Its time counts from now, and so does a pause. */
        Span locked(Instant now) {
            return new Span(now, timeout, pausedAt.map(since -> now), Duration.ZERO, endingAt, Optional.empty());
        }
    }

    public boolean waitsForLocks() {
        return status == JobStatus.STARTED && span.lockUntil().isPresent();
    }

    public Job waitForLocks(Instant until) {
        return with(status, span.waiting(until), ending);
    }

    public Job haveLocks(Instant now) {
        return with(status, span.locked(now), ending);
    }

    public boolean isPaused() {
        return span.pausedAt().isPresent();
    }

    public Job pause(Instant now) {
        return with(status, span.paused(now), ending);
    }

    public Job resume(Instant now) {
        return with(status, span.resumed(now), ending);
    }

    public Job end(String stat, Instant now) {
        return with(status, span.ending(now), Optional.of(stat));
    }

    public Job restart(Instant now) {
        return with(JobStatus.STARTED, span.restarted(now), Optional.empty());
    }

    private Job with(JobStatus next, Span times, Optional<String> stat) {
        return new Job(id, reqid, next, extra, times, stat, parent, traceId);
    }
}
