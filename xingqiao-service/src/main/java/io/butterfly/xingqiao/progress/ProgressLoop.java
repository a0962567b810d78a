package io.butterfly.xingqiao.progress;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Completions.Completion;
import io.butterfly.xingqiao.turn.Start;
import io.butterfly.xingqiao.turn.TaskMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves jobs whenever messages of their tasks have ended. Several run side by side; see the package's text. */
public final class ProgressLoop implements Tick {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressLoop.class);
  private static final int BATCH = 32;

  private final Completions completions;
  private final Turns turns;

  public ProgressLoop(Completions completions, Turns turns) {
    this.completions = completions;
    this.turns = turns;
  }

  @Override
  public Duration tick() throws IOException, InterruptedException {
    turns.publish(move(byJob(completions.take(BATCH))));
    return Duration.ZERO;
  }

  private Map<String, List<Completion>> byJob(List<Completion> taken) {
    Map<String, List<Completion>> byJob = new LinkedHashMap<>();
    for (Completion completion : taken) {
      completion.start().map(StartId::jobReqid).ifPresentOrElse(
          jobReqid -> byJob.computeIfAbsent(jobReqid, key -> new ArrayList<>()).add(completion),
          () -> completions.applied(completion));
    }
    return byJob;
  }

  /** All jobs in one transaction; when that cannot be, each in its own. */
  private List<TaskMessage> move(Map<String, List<Completion>> ended) {
    if (ended.size() > 1) {
      try {
        return apply(ended);
      } catch (Refusal | MessagesUnreachable e) {
        LOG.warn("completions of {} jobs are given back: {}", ended.size(), e.getMessage());
        ended.values().forEach(its -> its.forEach(completions::giveBack));
        return List.of();
      } catch (RuntimeException e) {
        LOG.info("{} jobs are moved one by one: {}", ended.size(), e.getMessage());
      }
    }
    List<TaskMessage> messages = new ArrayList<>();
    ended.forEach((jobReqid, its) -> messages.addAll(moveAlone(jobReqid, its)));
    return messages;
  }

  /** A completion that cannot be applied for a reason of its own is dropped: the reconciler looks at its job again, later and less often. */
  private List<TaskMessage> moveAlone(String jobReqid, List<Completion> ended) {
    try {
      return apply(Map.of(jobReqid, ended));
    } catch (Refusal | MessagesUnreachable e) {
      LOG.warn("completions of the job of request {} are given back: {}", jobReqid, e.getMessage());
      ended.forEach(completions::giveBack);
    } catch (RuntimeException e) {
      LOG.error("cannot move the job of request {}", jobReqid, e);
      ended.forEach(completions::applied);
    }
    return List.of();
  }

  private List<TaskMessage> apply(Map<String, List<Completion>> ended) {
    List<TaskMessage> messages = new ArrayList<>();
    Map<String, List<Event>> events = new LinkedHashMap<>();
    ended.forEach((jobReqid, its) -> {
      for (Completion completion : its) {
        StartId start = completion.start().orElseThrow();
        completion.outcome().ifPresentOrElse(
            outcome -> events.computeIfAbsent(jobReqid, key -> new ArrayList<>()).add(new Event.Ended(start.task(), start.startNo(), outcome)),
            () -> messages.addAll(turns.catchUp(new Start(start, false))));
      }
    });
    if (!events.isEmpty()) {
      messages.addAll(turns.move(events));
    }
    ended.values().forEach(its -> its.forEach(completions::applied));
    return messages;
  }
}
