package io.butterfly.xingqiao.turn;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Progress;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.params.TaskInput;
import io.butterfly.xingqiao.params.TaskParams;
import io.butterfly.xingqiao.turn.Inputs.TaskSource;
import io.butterfly.xingqiao.workflow.options.ForEach;
import io.butterfly.xingqiao.workflow.options.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Finds the turn of a job. What comes out while tasks are made ready (a false condition, the items of a list, parameters that are incomplete)
 * is one more event, and the whole is decided again with it.
 */
public final class TurnPlan {
  private static final Duration KEPT_BEYOND_DEADLINE = Duration.ofDays(1);

  private final Job job;
  private final Instant now;
  private final Inputs inputs;
  private final List<Task> tasks;
  private final List<Event> events;
  private final Replies replies;
  private final Set<TaskId> judged = new HashSet<>();
  private final Map<String, TaskId> byLabel = new HashMap<>();

  private TurnPlan(Job job, List<Task> tasks, List<Event> events, Instant now, Inputs inputs) {
    this.job = job;
    this.now = now;
    this.inputs = inputs;
    this.tasks = new ArrayList<>(tasks);
    this.events = new ArrayList<>(events);
    this.replies = new Replies(job.extra(), inputs);
    tasks.forEach(task -> byLabel.put(task.label(), task.id()));
  }

  public static Turn of(Job job, List<Task> tasks, List<Event> events, Instant now, Inputs inputs) {
    TurnPlan plan = new TurnPlan(job, tasks, events, now, inputs);
    while (true) {
      List<Step> steps = Progress.of(job, plan.tasks, plan.events, now);
      Optional<Turn> turn = plan.turn(steps);
      if (turn.isPresent()) {
        return turn.get();
      }
    }
  }

  /** Empty when something came out; then there are new events. */
  private Optional<Turn> turn(List<Step> steps) {
    int known = events.size();
    replies.arrived(steps);
    Map<TaskId, Task> toPublish = new LinkedHashMap<>();
    List<Start> cancels = new ArrayList<>();
    for (Step step : steps) {
      switch (step) {
        case Step.Start(Task task) when isUnwanted(task) -> events.add(new Event.Unwanted(task.id()));
        case Step.Start(Task task) when task.fansOut() && task.status() == TaskStatus.PENDING -> fanOut(task);
        case Step.Start(Task task) when task.hasMessage() && task.dueAt().isEmpty() -> toPublish.put(task.id(), task);
        case Step.StartSame(Task task) when task.dueAt().filter(now::isBefore).isEmpty() -> toPublish.put(task.id(), task);
        case Step.Gather(Task task) -> events.add(new Event.Ended(task.id(), task.startNo(), replies.gathered(items(task))));
        case Step.CancelMessage(Task task) -> cancels.add(start(task));
        case Step.Start _s -> { /* later, or nothing to publish */ }
        case Step.StartSame _s -> { /* later */ }
        case Step.End _e -> { }
        case Step.Reset _r -> { }
        case Step.Reopen _r -> { }
        case Step.DropItems _d -> { }
        case Step.Save _s -> { }
        case Step.BeginEnd _b -> { }
        case Step.EndJob _e -> { }
        case Step.RestartJob _r -> { }
        case Step.PauseJob _p -> { }
        case Step.ResumeJob _r -> { }
      }
    }
    List<TaskMessage> messages = events.size() == known ? messages(toPublish, stat(steps)) : List.of();
    return events.size() == known ? Optional.of(new Turn(steps, messages, cancels, wakeAt(steps))) : Optional.empty();
  }

  private boolean isUnwanted(Task task) {
    Optional<Expression> when = task.plan().options().when();
    return when.isPresent() && judged.add(task.id()) && !replies.holds(when.get(), byLabel);
  }

  private void fanOut(Task task) {
    ForEach list = task.plan().options().forEach().orElseThrow();
    JsonNode value = replies.value(list.in(), byLabel);
    if (!value.isArray() || value.size() > ForEach.MAX_ITEMS) {
      String found = value.isArray() ? "a list of " + value.size() + ", more than " + ForEach.MAX_ITEMS : "no list";
      events.add(new Event.Unfit(task.id(), Stat.ERR_TASK_FOREACH.name(), list.in() + " is " + found));
      return;
    }
    tasks.addAll(inputs.fanOut(task, StreamSupport.stream(value.spliterator(), false).map(RawJson::of).toList()));
    events.add(new Event.FannedOut(task.id()));
  }

  private List<Task> items(Task list) {
    return tasks.stream().filter(task -> task.plan().parent().filter(list.id()::equals).isPresent()).toList();
  }

  private List<TaskMessage> messages(Map<TaskId, Task> starting, Optional<String> stat) {
    List<TaskMessage> messages = new ArrayList<>();
    List<TaskSource> sources = starting.isEmpty() ? List.of() : inputs.sources(starting.keySet());
    for (TaskSource source : sources) {
      Task task = starting.get(source.id());
      switch (TaskParams.of(input(task, source, stat), job.extra())) {
        case TaskParams.Complete(RawJson params) -> messages.add(message(task, source, params));
        case TaskParams.Incomplete(List<String> missing) ->
            events.add(new Event.Unfit(task.id(), Stat.ERR_TASK_REQUIRES.name(), "no value for " + String.join(", ", missing)));
      }
    }
    return messages;
  }

  /** In the order in which the task names its dependencies. */
  private TaskInput input(Task task, TaskSource source, Optional<String> stat) {
    boolean collects = source.params().isEmpty() && !source.requires().isEmpty();
    List<RawJson> given = collects ? replies.of(task.plan().dependencies().stream().map(byLabel::get).toList()) : List.of();
    Map<String, RawJson> own = new HashMap<>();
    stat.ifPresent(it -> own.put(TaskInput.JOB_STAT, RawJson.of(it)));
    source.item().ifPresent(item -> own.put(listOf(task).as(), item));
    return new TaskInput(source.params(), source.requires(), source.extra(), given, own);
  }

  private ForEach listOf(Task item) {
    TaskId list = item.plan().parent().orElseThrow();
    return tasks.stream().filter(task -> task.id().equals(list)).findFirst().flatMap(task -> task.plan().options().forEach()).orElseThrow();
  }

  private Optional<String> stat(List<Step> steps) {
    return steps.stream().filter(Step.BeginEnd.class::isInstance).map(step -> ((Step.BeginEnd) step).stat()).reduce((a, b) -> b)
        .or(job::ending);
  }

  private TaskMessage message(Task task, TaskSource source, RawJson params) {
    String cmd = task.plan().options().work() instanceof Work.SubJob(String type) ? type : source.cmd();
    return new TaskMessage(start(task), cmd, params, source.timeoutSeconds(), job.span().timeout().plus(KEPT_BEYOND_DEADLINE), job.traceId());
  }

  private Start start(Task task) {
    return new Start(new StartId(job.reqid(), task.id(), task.startNo()), task.plan().options().work() instanceof Work.SubJob);
  }

  private Optional<Instant> wakeAt(List<Step> steps) {
    Map<TaskId, Task> after = new HashMap<>();
    tasks.forEach(task -> after.put(task.id(), task));
    for (Step step : steps) {
      if (step instanceof Step.Start start) {
        after.put(start.task().id(), start.task());
      } else if (step instanceof Step.End end) {
        after.put(end.task().id(), end.task());
      }
    }
    return after.values().stream().map(Task::dueAt).flatMap(Optional::stream).filter(now::isBefore).min(Instant::compareTo);
  }
}
