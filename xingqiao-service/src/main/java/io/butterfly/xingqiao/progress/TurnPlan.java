package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.params.TaskInput;
import io.butterfly.xingqiao.params.TaskParams;
import io.butterfly.xingqiao.progress.RunningJobs.Inputs;
import io.butterfly.xingqiao.progress.RunningJobs.TaskSource;
import io.butterfly.xingqiao.progress.RunningJobs.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One turn of a job: the steps, and the messages of the tasks that start. A task whose parameters turn out incomplete is one more event, and
 * the whole is decided again with it.
 */
final class TurnPlan {
  private static final Duration KEPT_BEYOND_DEADLINE = Duration.ofDays(1);

  private final Job job;
  private final List<Task> tasks;
  private final Inputs inputs;
  private final List<Event> events;
  private final Map<TaskId, RawJson> replies = new HashMap<>();

  private TurnPlan(Job job, List<Task> tasks, Inputs inputs, List<Event> events) {
    this.job = job;
    this.tasks = tasks;
    this.inputs = inputs;
    this.events = new ArrayList<>(events);
  }

  static Turn of(Job job, List<Task> tasks, List<Event> events, Instant now, Inputs inputs) {
    TurnPlan plan = new TurnPlan(job, tasks, inputs, events);
    while (true) {
      List<Step> steps = Progress.of(job, tasks, plan.events, now);
      Optional<List<TaskMessage>> messages = plan.messages(steps);
      if (messages.isPresent()) {
        return new Turn(steps, messages.get());
      }
    }
  }

  /** Empty when tasks were found unfit; then there are new events. */
  private Optional<List<TaskMessage>> messages(List<Step> steps) {
    Map<TaskId, Task> starting = starting(steps);
    if (starting.isEmpty()) {
      return Optional.of(List.of());
    }
    List<TaskSource> sources = inputs.sources(starting.keySet());
    collectReplies(steps, starting, sources);
    List<TaskMessage> messages = new ArrayList<>();
    int known = events.size();
    for (TaskSource source : sources) {
      Task task = starting.get(source.id());
      switch (TaskParams.of(input(task, source), job.extra())) {
        case TaskParams.Complete(RawJson params) -> messages.add(message(task, source, params));
        case TaskParams.Incomplete(List<String> missing) -> events.add(new Event.Unfit(task.id(), missing));
      }
    }
    return events.size() == known ? Optional.of(messages) : Optional.empty();
  }

  private static Map<TaskId, Task> starting(List<Step> steps) {
    Map<TaskId, Task> starting = new LinkedHashMap<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Start(Task task) -> starting.put(task.id(), task);
        case Step.StartSame(Task task) -> starting.put(task.id(), task);
        case Step.End _e -> { }
        case Step.Save _s -> { }
        case Step.EndJob _j -> { }
      }
    }
    return starting;
  }

  /** Replies that arrived in this turn are in hand; the others are read, if anybody wants them. */
  private void collectReplies(List<Step> steps, Map<TaskId, Task> starting, List<TaskSource> sources) {
    for (Step step : steps) {
      if (step instanceof Step.End end) {
        end.reply().ifPresent(reply -> replies.put(end.task().id(), reply));
      }
    }
    List<TaskId> missing = sources.stream()
        .filter(source -> source.params().isEmpty() && !source.requires().isEmpty())
        .flatMap(source -> dependencies(starting.get(source.id())).stream())
        .distinct()
        .filter(id -> !replies.containsKey(id))
        .toList();
    if (!missing.isEmpty()) {
      replies.putAll(inputs.replies(missing));
    }
  }

  private TaskInput input(Task task, TaskSource source) {
    List<RawJson> given = dependencies(task).stream().filter(replies::containsKey).map(replies::get).toList();
    return new TaskInput(source.params(), source.requires(), source.extra(), given);
  }

  /** In the order in which the task names them. */
  private List<TaskId> dependencies(Task task) {
    Map<String, TaskId> byLabel = new HashMap<>();
    tasks.forEach(other -> byLabel.put(other.label(), other.id()));
    return task.dependencies().stream().map(byLabel::get).toList();
  }

  private TaskMessage message(Task task, TaskSource source, RawJson params) {
    StartId id = new StartId(job.reqid(), task.id(), task.startNo());
    return new TaskMessage(id, source.cmd(), params, source.timeoutSeconds(), job.timeout().plus(KEPT_BEYOND_DEADLINE), job.traceId());
  }
}
