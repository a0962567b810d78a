package io.butterfly.xingqiao.watch;

import io.butterfly.api.Stat;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.notices.Event;
import io.butterfly.notices.EventKind;
import io.butterfly.notices.Events;
import io.butterfly.notices.Watch;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.watch.JobTitles.Title;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Notes what happens to jobs, and makes events of it once a second. */
@Singleton
public final class JobEvents implements Watch {
    private static final int ROOM = 10_000;
    private static final int BATCH = 500;

    private final Events events;
    private final JobTitles titles;
    private final SteadyClock clock;
    private final BlockingQueue<Noted> noted = new ArrayBlockingQueue<>(ROOM);
    /** Taken, and not yet made into events. */
    private volatile List<Noted> open = List.of();

    public JobEvents(Events events, JobTitles titles, SteadyClock clock) {
        this.events = events;
        this.titles = titles;
        this.clock = clock;
    }

    /** For code that runs outside of a service. */
    public static JobEvents unseen() {
        return new JobEvents(Events.forgotten(), reqids -> Map.of(), SteadyClock.system());
    }

    private sealed interface Noted {
        String jobReqid();

        Instant at();
    }

    private record Failed(String jobReqid, String stat, Instant at) implements Noted {}

    private record Finished(String jobReqid, Instant at) implements Noted {}

    private record Still(String jobReqid, Duration since, Instant at) implements Noted {}

    /** It says nothing of its workflow. */
    private record Cancelled(String jobReqid, Instant at) implements Noted {}

    /** These steps are in the database. */
    public void written(String jobReqid, List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.EndJob(JobStatus status, String stat)) {
                boolean isCancelled = stat.equals(Stat.ERR_JOB_CANCELLED.name());
                if (status == JobStatus.FAILED && !isCancelled) {
                    note(new Failed(jobReqid, stat, clock.instant()));
                } else if (isAnyTrouble() && isCancelled) {
                    note(new Cancelled(jobReqid, clock.instant()));
                } else if (isAnyTrouble()) {
                    note(new Finished(jobReqid, clock.instant()));
                }
            }
        }
    }

    /** Otherwise a job that ends well is of no interest, and need not be looked up. */
    private boolean isAnyTrouble() {
        return !noted.isEmpty() || !open.isEmpty() || events.isAnyTrouble();
    }

    /** It runs, and has not moved for so long. */
    public void still(String jobReqid, Duration since) {
        note(new Still(jobReqid, since, clock.instant()));
    }

    /** It moves, or is gone. Costs next to nothing unless a replica has reported that it stands still. */
    public void moves(long job) {
        events.recovered(EventKind.WORKFLOW_STILL, Long.toString(job), clock::instant);
    }

    private void note(Noted one) {
        if (events.isKept() && !noted.offer(one)) {
            events.drop();
        }
    }

    @Override
    public void look() {
        if (open.isEmpty()) {
            List<Noted> taken = new ArrayList<>();
            noted.drainTo(taken, BATCH);
            open = taken;
        }
        if (!open.isEmpty()) {
            Map<String, Title> found =
                    titles.find(open.stream().map(Noted::jobReqid).distinct().toList());
            for (Noted one : open) {
                Title title = found.get(one.jobReqid());
                if (title != null) {
                    report(one, title);
                }
            }
            open = List.of();
        }
    }

    private void report(Noted one, Title title) {
        String id = Long.toString(title.id());
        switch (one) {
            case Failed(String reqid, String stat, Instant at) -> {
                events.recovered(EventKind.WORKFLOW_STILL, id, () -> at);
                String text = "job '" + title.name() + "' of the workflow " + title.type() + " has failed: " + stat;
                events.report(
                        Event.of(EventKind.WORKFLOW_FAILED, title.type(), title.type(), text, detail(id, reqid), at));
            }
            case Finished(String _r, Instant at) -> {
                events.recovered(EventKind.WORKFLOW_STILL, id, () -> at);
                events.recovered(EventKind.WORKFLOW_FAILED, title.type(), () -> at);
            }
            case Still(String reqid, Duration since, Instant at) -> {
                String text = "job '" + title.name() + "' of the workflow " + title.type() + " has not moved for "
                        + since.toSeconds() + " s";
                String why = detail(id, reqid) + "; /xingqiao/why?job_id=" + id + " says what it waits for";
                events.report(Event.of(EventKind.WORKFLOW_STILL, id, title.type(), text, why, at));
            }
            case Cancelled(String _r, Instant at) -> events.recovered(EventKind.WORKFLOW_STILL, id, () -> at);
        }
    }

    private static String detail(String id, String reqid) {
        return "job " + id + ", request " + reqid;
    }
}
