package io.butterfly.xingqiao.reconcile;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Outage;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Gathered;
import io.butterfly.xingqiao.progress.Messages;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.progress.Outgoing;
import io.butterfly.xingqiao.progress.Starts;
import io.butterfly.xingqiao.progress.Turns;
import io.butterfly.xingqiao.reconcile.DueJobs.DueJob;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Looks at jobs whose check is due. See the package's text. */
@Singleton
public final class ReconcileLoop implements Tick {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final int BATCH = 50;
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(1);
    private static final int MOST_HELD = 1 << 20; // characters of outcomes in one turn

    /** A Python worker may just be writing the end, and its clock may differ. */
    private static final Duration AFTER_LIMIT = Duration.ofSeconds(1);

    private final DueJobs jobs;
    private final Starts starts;
    private final Turns turns;
    private final StillJobs still;
    private final Missing missing = new Missing();
    private final SteadyClock clock = SteadyClock.system();
    private final Outage outage = new Outage("asking BaiChuan");
    private long countedNanos = clock.nanos(); // only used by this loop's thread

    public ReconcileLoop(DueJobs jobs, Starts starts, Turns turns, StillJobs still) {
        this.jobs = jobs;
        this.starts = starts;
        this.turns = turns;
        this.still = still;
    }

    @Override
    public Duration tick() {
        List<DueJob> due = jobs.take(BATCH);
        Round round = new Round(new States(
                starts, due.stream().flatMap(job -> job.underWay().stream()).toList()));
        for (DueJob job : due) {
            try (MDC.MDCCloseable trace =
                    MDC.putCloseable("trace", job.stillness().traceId())) {
                still.look(job);
                look(job, round);
            }
        }
        List<DueJob> again = round.gathered.publish() ? round.notAsked : due;
        if (!due.isEmpty() && again.isEmpty()) {
            outage.worked();
        }
        if (!again.isEmpty()) {
            jobs.putBack(again, WHILE_AWAY);
            return Backoff.jittered(WHILE_AWAY);
        }
        if (due.size() == BATCH) {
            return Duration.ZERO;
        }
        countStill();
        return Backoff.jittered(IDLE);
    }

    /** What one tick has found so far. */
    private final class Round {
        private final States states;
        private final Gathered gathered = new Gathered(turns);
        private final List<DueJob> notAsked = new ArrayList<>();
        private boolean isBaiChuanAway;
        private Optional<Boolean> completions = Optional.empty();

        Round(States states) {
            this.states = states;
        }

        boolean hasCompletionsUnderWay() {
            completions = completions.or(() -> Optional.of(starts.hasCompletionsUnderWay()));
            return completions.get();
        }
    }

    /**
     * Once BaiChuan could not be asked about one job, the others only see that time has passed. Any other failure
     * concerns the one job, which waits for its next check.
     */
    private void look(DueJob job, Round round) {
        try {
            if (!round.isBaiChuanAway && ask(job, round)) {
                return;
            }
            round.isBaiChuanAway = true;
            round.notAsked.add(job);
        } catch (RuntimeException e) {
            LOG.error("cannot look at job {} of request {}", job.id(), job.jobReqid(), e);
        }
        round.gathered.add(move(job, List.of()));
    }

    private void countStill() {
        if (clock.since(countedNanos).compareTo(COUNT_EVERY) > 0) {
            countedNanos = clock.nanos();
            still.refresh();
        }
    }

    /** False when BaiChuan cannot be asked. Many large outcomes are applied in several turns. */
    private boolean ask(DueJob job, Round round) {
        List<Event> events = new ArrayList<>();
        long characters = 0;
        job.unacknowledged().forEach(start -> events.add(new Event.Unheard(start.task(), start.startNo())));
        try {
            if (!turns.cancel(job.toCancel())) {
                return false;
            }
            for (TaskStart start : job.underWay()) {
                switch (round.states.of(start)) {
                    case Messages.State.Ended ended -> {
                        events.add(ended(start, ended.outcome()));
                        characters += ended.outcome()
                                .reply()
                                .map(reply -> reply.text().length())
                                .orElse(0);
                    }
                    case Messages.State.Gone _g
                    when missing.isToRepeat(start, round::hasCompletionsUnderWay) ->
                        events.add(
                                new Event.Unheard(start.id().task(), start.id().startNo()));
                    case Messages.State.Gone _g -> {}
                    case Messages.State.Running(var end)
                    when end.filter(it -> job.now().isAfter(it.plus(AFTER_LIMIT)))
                            .isPresent() -> {
                        events.add(
                                new Event.Overdue(start.id().task(), start.id().startNo()));
                    }
                    case Messages.State.Running _r -> {}
                }
                if (characters > MOST_HELD) {
                    round.gathered.add(move(job, List.copyOf(events)));
                    events.clear();
                    characters = 0;
                }
            }
        } catch (MessagesUnreachable e) {
            outage.failed("jobs are looked at later: " + e.getMessage());
            return false;
        }
        round.gathered.add(move(job, events));
        return true;
    }

    private static Event ended(TaskStart start, Outcome outcome) {
        return new Event.Ended(start.id().task(), start.id().startNo(), outcome);
    }

    /**
     * Also without events, because the deadline may have passed. A job that cannot be moved does not stop the others.
     */
    private Outgoing move(DueJob job, List<Event> events) {
        try {
            return turns.move(Map.of(job.jobReqid(), events));
        } catch (RuntimeException e) {
            LOG.error("cannot move job {} of request {}", job.id(), job.jobReqid(), e);
            return Outgoing.NOTHING;
        }
    }
}
