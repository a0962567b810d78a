package io.butterfly.xingqiao.progress;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.metrics.JobMeters;
import io.butterfly.xingqiao.progress.Messages.State;
import io.butterfly.xingqiao.progress.RunningJobs.Created;
import io.butterfly.xingqiao.progress.RunningJobs.Decision;
import io.butterfly.xingqiao.progress.RunningJobs.Moved;
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves jobs: a transaction first; after its commit, cancels and publishes what it decided to cancel and to publish.
 */
public final class Turns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final RunningJobs jobs;
    private final Starts starts;
    private final Acknowledgements acknowledgements;
    private final Backlog backlog;
    private final Publishing publishing;
    private final JobMeters meters;
    private final JobEvents events;
    private final VirtualThreads threads = new VirtualThreads("publish", CLOSE_PATIENCE);

    /** @param acknowledgeAfter how long an acknowledged start may stay pending in the table */
    public Turns(RunningJobs jobs, Starts starts, Duration acknowledgeAfter, JobMeters meters, JobEvents events) {
        this.events = events;
        this.meters = meters;
        this.jobs = jobs;
        this.starts = starts;
        this.acknowledgements = new Acknowledgements(jobs, acknowledgeAfter);
        this.backlog = new Backlog(this);
        this.publishing = new Publishing(this, starts, acknowledgements, backlog);
    }

    @Override
    public void close() {
        threads.close();
        backlog.close();
        acknowledgements.close();
    }

    /**
     * Creates the job; empty when its name has been taken meanwhile. The caller need not wait for BaiChuan: once the
     * job is written it will run, whatever happens to this process.
     */
    public Optional<JobId> start(NewJob job) {
        Optional<Created> created = jobs.create(job, decision(List.of(), Outgoing.ROOM));
        created.ifPresent(it -> soon(() -> publish(follow(job.requester().reqid(), it.moved()))));
        return created.map(Created::id);
    }

    /**
     * Applies what a caller wants of a job, and does not wait for BaiChuan either. Throws {@link Refusal}; false when
     * there is no such job.
     */
    public boolean command(String jobReqid, Event.Command command) {
        Map<String, Moved> moved = jobs.move(Map.of(jobReqid, decision(List.of(command), Outgoing.ROOM)));
        soon(() -> publish(follow(moved)));
        return !moved.isEmpty();
    }

    /** What a service that stops does not publish any more, the reconciler of another replica publishes. */
    private void soon(Runnable publishing) {
        try {
            threads.start(publishing);
        } catch (RejectedExecutionException e) {
            LOG.info("messages are published by the reconciler, because this service stops");
        }
    }

    /**
     * Writes what follows from the events; what is to be published is left to the caller, who may gather more of it.
     */
    public Outgoing move(Map<String, List<Event>> eventsByJob) {
        Map<String, Decision> decisions = new LinkedHashMap<>();
        eventsByJob.forEach((jobReqid, events) -> {
            events.forEach(event -> forgetEnded(jobReqid, event));
            decisions.put(jobReqid, decision(events, Outgoing.ROOM / eventsByJob.size()));
        });
        return follow(jobs.move(decisions));
    }

    private void forgetEnded(String jobReqid, Event event) {
        if (event instanceof Event.Ended ended) {
            acknowledgements.forget(new StartId(jobReqid, ended.task(), ended.startNo()));
        }
    }

    Outgoing move(String jobReqid, Event event) {
        return move(Map.of(jobReqid, List.of(event)));
    }

    private static Decision decision(List<? extends Event> events, int room) {
        return (job, tasks, now, inputs) -> TurnPlan.of(job, tasks, List.copyOf(events), now, inputs, room);
    }

    private Outgoing follow(Map<String, Moved> moved) {
        return moved.entrySet().stream()
                .map(one -> follow(one.getKey(), one.getValue()))
                .reduce(Outgoing.NOTHING, Outgoing::and);
    }

    /** Cancels what is to be cancelled, and moves the parent of a job that has ended. */
    private Outgoing follow(String jobReqid, Moved moved) {
        Turn turn = moved.turn();
        meters.written(turn.steps(), turn.age());
        events.written(jobReqid, turn.steps());
        cancel(turn.cancels());
        Outgoing own = new Outgoing(turn.messages(), turn.later());
        return moved.task().isPresent() && turn.isLast()
                ? own.and(moveParent(moved.task().get()))
                : own;
    }

    /** When this fails, the reconciler does it: the turn in which the job ended made its parent due for a check. */
    private Outgoing moveParent(StartId task) {
        try {
            return catchUp(new TaskStart(task, true));
        } catch (RuntimeException e) {
            LOG.warn("the task start {} gets the end of its job later: {}", task, e.getMessage());
            return Outgoing.NOTHING;
        }
    }

    /**
     * What cannot be cancelled now the reconciler cancels later, if the turn has noted it: so this throws nothing, and
     * returns false when BaiChuan could not be reached.
     */
    public boolean cancel(List<TaskStart> cancels) {
        List<TaskStart> done = new ArrayList<>();
        boolean isReached = true;
        for (TaskStart start : cancels) {
            try {
                starts.cancel(start, this);
                done.add(start);
            } catch (MessagesUnreachable e) {
                LOG.warn("{} message(s) are cancelled later: {}", cancels.size() - done.size(), e.getMessage());
                isReached = false;
                break; // each further call would wait as long
            } catch (RuntimeException e) {
                LOG.warn("{} is cancelled later: {}", start, e.getMessage());
            }
        }
        try {
            if (!done.isEmpty()) {
                jobs.cancelled(done);
            }
        } catch (RuntimeException e) {
            LOG.warn("{} message(s) will be cancelled once more: {}", done.size(), e.getMessage());
        }
        return isReached;
    }

    /**
     * Publishes, notes what BaiChuan acknowledged, and applies refusals and ends that its answers say. When that fails
     * the tasks stay pending, and the reconciler publishes them later.
     *
     * @return whether it worked, as far as the messages are made already
     */
    public boolean publish(Outgoing outgoing) {
        backlog.add(outgoing.later());
        return publishing.publish(outgoing.messages());
    }

    /** Fetches the outcome of a start whose end was not reported, and applies it. */
    Outgoing catchUp(TaskStart start) {
        return apply(start.id(), starts.state(start));
    }

    Outgoing apply(StartId id, State state) {
        return switch (state) {
            case State.Ended ended -> move(id.jobReqid(), new Event.Ended(id.task(), id.startNo(), ended.outcome()));
            case State.Running _r -> Outgoing.NOTHING;
            case State.Gone _g -> Outgoing.NOTHING;
        };
    }
}
