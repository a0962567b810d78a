package io.butterfly.ruqi.history;

import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.ruqi.history.Firing.JobRef;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What operators are to know of firings and their jobs. */
@Singleton
public final class FiringEvents {
    private final Events events;

    public FiringEvents(Events events) {
        this.events = events;
    }

    /** For code that runs outside of a service. */
    public static FiringEvents unseen() {
        return new FiringEvents(Events.forgotten());
    }

    /** These outcomes are in the ledger. A firing that is tried again has not ended. */
    void ended(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            if (!outcome.isFollowedByRetry()) {
                ended(outcome);
            }
        }
    }

    private void ended(Outcome outcome) {
        switch (outcome.how()) {
            case FAILED ->
                report(EventKind.FIRING_FAILED, outcome.firing(), "has failed", outcome.reason(), outcome.endedAt());
            case LOST ->
                report(EventKind.FIRING_LOST, outcome.firing(), "is lost", outcome.reason(), outcome.endedAt());
            case SUCCEEDED -> recovered(outcome);
            case SKIPPED, RUNNING, WAITING -> {}
        }
    }

    private void report(EventKind kind, Firing firing, String what, Optional<String> reason, Instant at) {
        String text = "job '" + firing.jobName() + "' " + what
                + reason.map(why -> ": " + why).orElse("");
        events.report(Event.of(kind, firing.jobId(), firing.jobName(), text, detail(firing), at));
    }

    private static String detail(Firing firing) {
        return "firing " + firing.id() + ", due " + firing.dueAt() + ", trace " + firing.traceId();
    }

    private void recovered(Outcome outcome) {
        String job = outcome.firing().jobId();
        events.recovered(EventKind.FIRING_FAILED, job, outcome::endedAt);
        events.recovered(EventKind.FIRING_LOST, job, outcome::endedAt);
    }

    /** Their owner is gone, and they must not run twice. */
    public void lost(List<Firing> firings, Instant now) {
        Optional<String> why = Optional.of("the replica that ran it is gone");
        firings.forEach(firing -> report(EventKind.FIRING_LOST, firing, "is lost", why, now));
    }

    /** These firings of due jobs begin now. A job's jitter makes none late. */
    public void begun(List<Firing> firings, Instant now) {
        Duration limit = events.lateLimit();
        for (Firing firing : firings) {
            Duration late = Duration.between(firing.dueAt(), now);
            if (late.compareTo(limit.plus(firing.policies().schedule().jitter())) > 0) {
                Optional<String> by = Optional.of(late.toSeconds() + " s after it was due");
                report(EventKind.FIRING_LATE, firing, "begins late", by, now);
            } else {
                events.recovered(EventKind.FIRING_LATE, firing.jobId(), () -> now);
            }
        }
    }

    /** These jobs have failed too often in a row. */
    public void paused(List<JobRef> jobs, Instant now) {
        jobs.forEach(job -> events.report(Event.of(
                EventKind.JOB_PAUSED,
                job.id(),
                job.name(),
                "job '" + job.name() + "' is paused: it has failed too often in a row",
                "job_resume lets it fire again",
                now)));
    }
}
