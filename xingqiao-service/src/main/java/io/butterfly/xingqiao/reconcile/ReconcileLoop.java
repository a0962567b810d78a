package io.butterfly.xingqiao.reconcile;

import io.butterfly.kernel.Backoff;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.progress.Messages;
import io.butterfly.xingqiao.progress.MessagesUnreachable;
import io.butterfly.xingqiao.progress.Starts;
import io.butterfly.xingqiao.progress.Turns;
import io.butterfly.xingqiao.reconcile.DueJobs.DueJob;
import io.butterfly.xingqiao.turn.Start;
import io.butterfly.xingqiao.turn.TaskMessage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Looks at jobs that have not moved for a while. See the package's text. */
@Singleton
public final class ReconcileLoop implements Tick {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
  private static final int BATCH = 50;
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration COUNT_EVERY = Duration.ofSeconds(10);
  private static final Duration WHILE_AWAY = Duration.ofSeconds(1);

  private final DueJobs jobs;
  private final Starts starts;
  private final Turns turns;
  private final StillJobs still;
  private long countedNanos = System.nanoTime(); // only used by this loop's thread

  public ReconcileLoop(DueJobs jobs, Starts starts, Turns turns, StillJobs still) {
    this.jobs = jobs;
    this.starts = starts;
    this.turns = turns;
    this.still = still;
  }

  @Override
  public Duration tick() {
    List<DueJob> due = jobs.take(BATCH);
    List<TaskMessage> toPublish = new ArrayList<>();
    List<DueJob> notAsked = new ArrayList<>();
    for (DueJob job : due) {
      MDC.put("trace", job.stillness().traceId());
      still.look(job);
      Optional<List<Event>> events = notAsked.isEmpty() ? ask(job) : Optional.empty();
      if (events.isEmpty()) {
        notAsked.add(job);
      }
      toPublish.addAll(move(job, events.orElse(List.of())));
      MDC.remove("trace");
    }
    List<DueJob> again = turns.publish(toPublish) ? notAsked : due;
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

  private void countStill() {
    if (System.nanoTime() - countedNanos > COUNT_EVERY.toNanos()) {
      countedNanos = System.nanoTime();
      still.refresh();
    }
  }

  /** Empty when BaiChuan cannot be asked. */
  private Optional<List<Event>> ask(DueJob job) {
    List<Event> events = new ArrayList<>();
    job.unacknowledged().forEach(start -> events.add(new Event.Unheard(start.task(), start.startNo())));
    try {
      turns.cancel(job.toCancel());
      for (Start start : job.underWay()) {
        switch (starts.state(start)) {
          case Messages.State.Ended ended -> events.add(new Event.Ended(start.id().task(), start.id().startNo(), ended.outcome()));
          case Messages.State.Gone _g -> events.add(new Event.Unheard(start.id().task(), start.id().startNo()));
          case Messages.State.Running _r -> { }
        }
      }
      return Optional.of(events);
    } catch (MessagesUnreachable e) {
      LOG.warn("jobs are looked at later: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Also without events, for the sake of the deadline. One job that cannot be moved does not keep the others from it. */
  private List<TaskMessage> move(DueJob job, List<Event> events) {
    try {
      return turns.move(Map.of(job.jobReqid(), events));
    } catch (RuntimeException e) {
      LOG.error("cannot move job {} of request {}", job.id(), job.jobReqid(), e);
      return List.of();
    }
  }
}
