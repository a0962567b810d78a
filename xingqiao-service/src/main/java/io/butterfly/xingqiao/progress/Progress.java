package io.butterfly.xingqiao.progress;

import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from what happened to a job. Pure: same job, tasks, events and time, same steps. The tables of its states are in the
 * package's text, and {@code ProgressTest} goes through them row by row.
 */
public final class Progress {
  private final Job job;
  private final Instant now;
  private final Map<TaskId, Task> tasks = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private Progress(Job job, List<Task> tasks, Instant now) {
    this.job = job;
    this.now = now;
    tasks.forEach(task -> this.tasks.put(task.id(), task));
  }

  /** @param tasks all tasks of the job, by id */
  public static List<Step> of(Job job, List<Task> tasks, List<Event> events, Instant now) {
    Progress progress = new Progress(job, tasks, now);
    events.forEach(progress::apply);
    if (job.status() == JobStatus.STARTED) {
      progress.startReady();
      progress.endJob();
    }
    return progress.steps;
  }

  private void apply(Event event) {
    Task task = tasks.get(event.task());
    if (task == null) {
      return;
    }
    switch (event) {
      case Event.Ended ended when task.status().isRunning() && task.startNo() == ended.startNo() -> end(task, ended.outcome());
      case Event.Unheard unheard when task.status().isRunning() && task.startNo() == unheard.startNo() -> startSame(task);
      case Event.Unfit unfit when !isOver(task) -> failUnfit(task, unfit);
      case Event.Ended _stale -> { /* of an earlier start, or told before */ }
      case Event.Unheard _stale -> { /* it ended meanwhile */ }
      case Event.Unfit _stale -> { /* it ended meanwhile */ }
    }
  }

  private void end(Task task, Outcome outcome) {
    if (!outcome.isOk()) {
      failOrStartAgain(task, stat(outcome), outcome);
    } else if (!outcome.provides(task.provides())) {
      failOrStartAgain(task, Stat.ERR_TASK_PROVIDES.name(), outcome);
    } else {
      put(new Step.End(task.become(TaskStatus.FINISHED), outcome.reply(), outcome.cost()));
      if (task.isSave() && job.status() == JobStatus.STARTED) {
        steps.add(new Step.Save(outcome.reply().orElseThrow()));
      }
    }
  }

  private static String stat(Outcome outcome) {
    if (Stat.ERR_MSG_TIMEOUT.name().equals(outcome.stat())) {
      return Stat.ERR_TASK_EXE_TIMEOUT.name();
    }
    return Stat.OK.name().equals(outcome.stat()) ? Stat.ERR_MSG_RESULT_FAILED.name() : outcome.stat();
  }

  private void failOrStartAgain(Task task, String stat, Outcome outcome) {
    if (task.retryCount() < task.retryMax() && mayStart()) {
      put(new Step.Start(task.startAgain()));
    } else {
      put(new Step.End(task.fail(stat), outcome.reply(), outcome.cost()));
    }
  }

  private void startSame(Task task) {
    if (job.status() == JobStatus.STARTED) {
      steps.add(new Step.StartSame(task));
    }
  }

  private void failUnfit(Task task, Event.Unfit unfit) {
    String stat = Stat.ERR_TASK_REQUIRES.name();
    String message = "no value for " + String.join(", ", unfit.missing());
    RawJson reply = RawJson.of(Json.mapper().createObjectNode().put("stat", stat).put("message", message));
    steps.removeIf(step -> starts(step, task));
    put(new Step.End(task.fail(stat), Optional.of(reply), 0));
  }

  private static boolean starts(Step step, Task task) {
    return switch (step) {
      case Step.Start(Task other) -> other.id().equals(task.id());
      case Step.StartSame(Task other) -> other.id().equals(task.id());
      case Step.End _e -> false;
      case Step.Save _s -> false;
      case Step.EndJob _j -> false;
    };
  }

  private void put(Step.End end) {
    tasks.put(end.task().id(), end.task());
    steps.add(end);
  }

  private void put(Step.Start start) {
    tasks.put(start.task().id(), start.task());
    steps.add(start);
  }

  private void startReady() {
    if (!mayStart()) {
      return;
    }
    Set<String> finished = tasks.values().stream()
        .filter(task -> task.status() == TaskStatus.FINISHED).map(Task::label).collect(Collectors.toSet());
    for (Task task : List.copyOf(tasks.values())) {
      if (task.status() == TaskStatus.WAITING && finished.containsAll(task.dependencies())) {
        put(new Step.Start(task.start()));
      }
    }
  }

  /** A failed task stops new starts of its job, and so does the deadline. */
  private boolean mayStart() {
    return job.status() == JobStatus.STARTED && !isLate() && firstFailed().isEmpty();
  }

  private boolean isLate() {
    return !now.isBefore(job.deadline());
  }

  private Optional<Task> firstFailed() {
    return tasks.values().stream().filter(task -> task.status() == TaskStatus.FAILED).findFirst();
  }

  /** A job whose tasks have all finished is finished, however late; one that waits for running tasks ends at its deadline. */
  private void endJob() {
    boolean isRunning = tasks.values().stream().anyMatch(task -> task.status().isRunning());
    if (tasks.values().stream().allMatch(task -> task.status() == TaskStatus.FINISHED)) {
      steps.add(new Step.EndJob(JobStatus.FINISHED, Stat.OK.name()));
    } else if (!isRunning && firstFailed().isPresent()) {
      steps.add(new Step.EndJob(JobStatus.FAILED, codeOf(firstFailed().get())));
    } else if (isLate()) {
      steps.removeIf(step -> step instanceof Step.StartSame);
      steps.add(new Step.EndJob(JobStatus.FAILED, Stat.ERR_JOB_EXE_TIMEOUT.name()));
    }
  }

  private static String codeOf(Task failed) {
    return Stat.OK.name().equals(failed.retStat()) ? Stat.ERR_JOB_EXE_FAILED.name() : failed.retStat();
  }

  private static boolean isOver(Task task) {
    return task.status() == TaskStatus.FINISHED || task.status() == TaskStatus.FAILED;
  }
}
