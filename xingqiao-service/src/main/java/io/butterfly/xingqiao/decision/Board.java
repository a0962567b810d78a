package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A job while it is decided about: how it stands after the steps so far. */
final class Board {
    final Instant now;
    private final Map<TaskId, Task> tasks = new LinkedHashMap<>();
    private final Map<String, TaskId> byLabel = new HashMap<>();
    private final Map<String, Set<TaskId>> handlers = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private Job job;

    Board(Job job, List<Task> tasks, Instant now) {
        this.job = job;
        this.now = now;
        for (Task task : tasks) {
            this.tasks.put(task.id(), task);
            byLabel.put(task.label(), task.id());
            if (task.plan().options().rule().handlesFailures()) {
                task.plan().dependencies().forEach(label -> handlers.computeIfAbsent(label, key -> new HashSet<>())
                        .add(task.id()));
            }
        }
    }

    Job job() {
        return job;
    }

    void become(Job next, Step step) {
        job = next;
        steps.add(step);
    }

    List<Step> steps() {
        return steps;
    }

    /** As they are at this moment; by id, and so in the order of the plan. */
    List<Task> tasks() {
        return List.copyOf(tasks.values());
    }

    Stream<Task> in(Phase phase) {
        return tasks.values().stream()
                .filter(task -> task.phase() == phase && task.plan().parent().isEmpty());
    }

    Optional<Task> find(TaskId id) {
        return Optional.ofNullable(tasks.get(id));
    }

    Task labelled(String label) {
        return tasks.get(byLabel.get(label));
    }

    List<Task> items(Task list) {
        return tasks.values().stream()
                .filter(task -> task.plan().parent().filter(list.id()::equals).isPresent())
                .toList();
    }

    void put(Step.Start start) {
        put(start.task(), start);
    }

    void put(Step.PutOff putOff) {
        put(putOff.task(), putOff);
    }

    void put(Step.Reset reset) {
        put(reset.task(), reset);
    }

    void put(Step.Reopen reopen) {
        put(reopen.task(), reopen);
    }

    private void put(Task task, Step step) {
        tasks.put(task.id(), task);
        steps.add(step);
    }

    void end(Task task, Optional<RawJson> reply, double cost) {
        put(task, new Step.End(task, reply, cost));
    }

    void add(Step step) {
        steps.add(step);
    }

    void dropItems(Task list) {
        List<Task> items = items(list);
        if (!items.isEmpty()) {
            items.forEach(item -> tasks.remove(item.id()));
            steps.add(new Step.DropItems(list));
        }
    }

    boolean isLate() {
        return !now.isBefore(job.span().deadline());
    }

    /** Main tasks run until the job begins to end, the tasks of its clean-up from then on. */
    boolean isPhaseOf(Task task) {
        return (task.phase() == Phase.MAIN) == job.ending().isEmpty();
    }

    /** The first failed task of the phase that no other task handles. */
    Optional<Task> firstFailed(Phase phase) {
        return in(phase)
                .filter(task -> task.status() == TaskStatus.FAILED && !isHandled(task))
                .findFirst();
    }

    /** A task of the same phase whose rule accepts failures has finished, or may still do so. */
    private boolean isHandled(Task failed) {
        return handlers.getOrDefault(failed.label(), Set.of()).stream()
                .map(tasks::get)
                .anyMatch(handler -> handler.phase() == failed.phase()
                        && handler.status() != TaskStatus.FAILED
                        && handler.status() != TaskStatus.SKIPPED);
    }

    /** New work of the main phase is not begun any more. */
    boolean isStopped() {
        return firstFailed(Phase.MAIN).isPresent();
    }
}
