package io.butterfly.xingqiao.progress;

import io.butterfly.kernel.VirtualThreads;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStarter;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Messages.Published;
import io.butterfly.xingqiao.progress.RunningJobs.Created;
import io.butterfly.xingqiao.progress.RunningJobs.Turn;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves jobs: a transaction first, what it decided to publish after it. */
@Singleton
public final class Turns implements JobStarter {
  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final RunningJobs jobs;
  private final Messages messages;
  private final VirtualThreads threads = new VirtualThreads("publish", CLOSE_PATIENCE);

  Turns(RunningJobs jobs, Messages messages) {
    this.jobs = jobs;
    this.messages = messages;
  }

  @PreDestroy
  void close() {
    threads.close();
  }

  /** The caller need not wait for BaiChuan: once the job is written it will run, whatever happens to this process. */
  @Override
  public Optional<JobId> start(NewJob job) {
    Optional<Created> created =
        jobs.create(job, (row, tasks, now, inputs) -> TurnPlan.of(row, tasks, List.of(), now, inputs));
    created.ifPresent(it -> threads.start(() -> publish(it.turn().messages())));
    return created.map(Created::id);
  }

  /** Writes what follows from the events; what is to be published is left to the caller, who may gather more of it. */
  public List<TaskMessage> move(String jobReqid, List<Event> events) {
    return jobs.move(jobReqid, (job, tasks, now, inputs) -> TurnPlan.of(job, tasks, events, now, inputs))
        .map(Turn::messages)
        .orElse(List.of());
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
      List<Published> answers = messages.publish(batch);
      acknowledge(batch, answers);
      for (int i = 0; i < batch.size(); i++) {
        if (answers.get(i) == Published.ENDED) {
          publish(catchUp(batch.get(i).id()));
        }
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
      if (answers.get(i) == Published.ACKNOWLEDGED) {
        acknowledged.add(batch.get(i).id());
      }
    }
    if (!acknowledged.isEmpty()) {
      jobs.acknowledge(acknowledged);
    }
  }

  /** Fetches the outcome of a message that ended without our hearing of it, and applies it. */
  List<TaskMessage> catchUp(StartId id) {
    return switch (messages.state(id)) {
      case Messages.State.Ended(Outcome outcome) ->
          move(id.jobReqid(), List.of(new Event.Ended(id.task(), id.startNo(), outcome)));
      case Messages.State.Running _r -> List.of();
      case Messages.State.Gone _g -> List.of();
    };
  }
}
