package io.butterfly.xingqiao.progress;

import io.butterfly.api.Refusal;
import io.butterfly.kernel.Tick;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.progress.Completions.Completion;
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
    List<TaskMessage> toPublish = new ArrayList<>();
    byJob(completions.take(BATCH)).forEach((jobReqid, ended) -> toPublish.addAll(move(jobReqid, ended)));
    turns.publish(toPublish);
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

  /** A completion that cannot be applied for a reason of its own is dropped: the reconciler looks at its job again, later and less often. */
  private List<TaskMessage> move(String jobReqid, List<Completion> ended) {
    try {
      List<TaskMessage> messages = apply(jobReqid, ended);
      ended.forEach(completions::applied);
      return messages;
    } catch (Refusal | MessagesUnreachable e) {
      LOG.warn("completions of the job of request {} are given back: {}", jobReqid, e.getMessage());
      ended.forEach(completions::giveBack);
    } catch (RuntimeException e) {
      LOG.error("cannot move the job of request {}", jobReqid, e);
      ended.forEach(completions::applied);
    }
    return List.of();
  }

  private List<TaskMessage> apply(String jobReqid, List<Completion> ended) {
    List<TaskMessage> messages = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    for (Completion completion : ended) {
      StartId start = completion.start().orElseThrow();
      completion.outcome().ifPresentOrElse(
          outcome -> events.add(new Event.Ended(start.task(), start.startNo(), outcome)),
          () -> messages.addAll(turns.catchUp(start)));
    }
    if (!events.isEmpty()) {
      messages.addAll(turns.move(jobReqid, events));
    }
    return messages;
  }
}
