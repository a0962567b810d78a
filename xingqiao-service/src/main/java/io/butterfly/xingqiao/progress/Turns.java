package io.butterfly.xingqiao.progress;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStarter;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Messages.Published;
import io.butterfly.xingqiao.progress.RunningJobs.Created;
import io.butterfly.xingqiao.progress.RunningJobs.Decision;
import io.butterfly.xingqiao.progress.RunningJobs.Moved;
import io.butterfly.xingqiao.turn.Start;
import io.butterfly.xingqiao.turn.TaskMessage;
import io.butterfly.xingqiao.turn.TurnPlan;
import io.micronaut.context.annotation.Value;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves jobs: a transaction first, what it decided to cancel and to publish after it. */
@Singleton
public final class Turns implements JobStarter {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final RunningJobs jobs;
  private final Starts starts;
  private final Acknowledgements acknowledgements;
  private final VirtualThreads threads = new VirtualThreads("publish", CLOSE_PATIENCE);

  Turns(RunningJobs jobs, Starts starts, @Value("${xingqiao.acknowledge-after:50ms}") Duration acknowledgeAfter) {
    this.jobs = jobs;
    this.starts = starts;
    this.acknowledgements = new Acknowledgements(jobs, acknowledgeAfter);
  }

  @PreDestroy
  void close() {
    threads.close();
    acknowledgements.close();
  }

  /** The caller need not wait for BaiChuan: once the job is written it will run, whatever happens to this process. */
  @Override
  public Optional<JobId> start(NewJob job) {
    Optional<Created> created = jobs.create(job, decision(List.of()));
    created.ifPresent(it -> threads.start(() -> publish(it.turn().messages())));
    return created.map(Created::id);
  }

  /** Does what somebody wants of a job, and does not wait for BaiChuan either. Throws {@link Refusal}; false when there is no such job. */
  public boolean command(String jobReqid, Event.Command command) {
    Map<String, Moved> moved = jobs.move(Map.of(jobReqid, decision(List.of(command))));
    threads.start(() -> publish(follow(moved)));
    return !moved.isEmpty();
  }

  /** Writes what follows from the events; what is to be published is left to the caller, who may gather more of it. */
  public List<TaskMessage> move(Map<String, List<Event>> eventsByJob) {
    Map<String, Decision> decisions = new LinkedHashMap<>();
    eventsByJob.forEach((jobReqid, events) -> {
      events.forEach(event -> forgetEnded(jobReqid, event));
      decisions.put(jobReqid, decision(events));
    });
    return follow(jobs.move(decisions));
  }

  private void forgetEnded(String jobReqid, Event event) {
    if (event instanceof Event.Ended ended) {
      acknowledgements.forget(new StartId(jobReqid, ended.task(), ended.startNo()));
    }
  }

  List<TaskMessage> move(String jobReqid, Event event) {
    return move(Map.of(jobReqid, List.of(event)));
  }

  private static Decision decision(List<? extends Event> events) {
    return (job, tasks, now, inputs) -> TurnPlan.of(job, tasks, List.copyOf(events), now, inputs);
  }

  /** Cancels what is to be cancelled, and tells the jobs whose tasks have ended jobs. */
  private List<TaskMessage> follow(Map<String, Moved> moved) {
    List<TaskMessage> messages = new ArrayList<>();
    for (Moved it : moved.values()) {
      cancel(it.turn().cancels());
      messages.addAll(it.turn().messages());
      it.task().filter(task -> it.turn().isLast()).ifPresent(task -> messages.addAll(tellParent(task)));
    }
    return messages;
  }

  /** When this fails, the parent's reconciler finds out. */
  private List<TaskMessage> tellParent(StartId task) {
    try {
      return catchUp(new Start(task, true));
    } catch (RuntimeException e) {
      LOG.warn("the task start {} hears later that its job has ended: {}", task, e.getMessage());
      return List.of();
    }
  }

  /** What cannot be cancelled now is still owed, and the reconciler pays. */
  public void cancel(List<Start> cancels) {
    List<Start> done = new ArrayList<>();
    try {
      for (Start start : cancels) {
        starts.cancel(start);
        done.add(start);
      }
    } catch (RuntimeException e) {
      LOG.warn("{} message(s) are cancelled later: {}", cancels.size() - done.size(), e.getMessage());
    }
    if (!done.isEmpty()) {
      jobs.cancelled(done);
    }
  }

  /**
   * Publishes and notes what BaiChuan acknowledged. When that fails the tasks stay pending, and the reconciler publishes them later.
   *
   * @return whether it worked
   */
  public boolean publish(List<TaskMessage> batch) {
    if (batch.isEmpty()) {
      return true;
    }
    try {
      List<Published> answers = starts.publish(batch);
      acknowledge(batch, answers);
      for (int i = 0; i < batch.size(); i++) {
        publish(afterwards(batch.get(i).start(), answers.get(i)));
      }
      return true;
    } catch (MessagesUnreachable e) {
      LOG.warn("{} task(s) stay pending: {}", batch.size(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{} task(s) stay pending", batch.size(), e);
    }
    return false;
  }

  private void acknowledge(List<TaskMessage> batch, List<Published> answers) {
    List<StartId> acknowledged = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (answers.get(i) instanceof Published.Acknowledged) {
        acknowledged.add(batch.get(i).start().id());
      }
    }
    acknowledgements.add(acknowledged);
  }

  private List<TaskMessage> afterwards(Start start, Published answer) {
    return switch (answer) {
      case Published.Acknowledged _a -> List.of();
      case Published.Ended _e -> catchUp(start);
      case Published.Refused(String reason) -> move(start.id().jobReqid(), new Event.Refused(start.id().task(), start.id().startNo(), reason));
      case Published.Later _l -> List.of();
    };
  }

  /** Fetches the outcome of what ended without our hearing of it, and applies it. */
  List<TaskMessage> catchUp(Start start) {
    StartId id = start.id();
    return switch (starts.state(start)) {
      case Messages.State.Ended ended -> move(id.jobReqid(), new Event.Ended(id.task(), id.startNo(), ended.outcome()));
      case Messages.State.Running _r -> List.of();
      case Messages.State.Gone _g -> List.of();
    };
  }
}
