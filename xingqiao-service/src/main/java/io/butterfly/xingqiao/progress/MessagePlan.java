package io.butterfly.xingqiao.progress;

import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.progress.Inputs.TaskSource;
import io.butterfly.xingqiao.workflow.Dag;
import io.butterfly.xingqiao.workflow.ForEach;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Makes the messages of the tasks that start, as many as memory should hold. */
final class MessagePlan {
    private static final Duration KEPT_BEYOND_DEADLINE = Duration.ofDays(1);
    private static final int SOURCES_AT_ONCE = TaskParams.MOST;

    private final Job job;
    private final List<Task> tasks;
    private final Map<String, TaskId> byLabel;
    private final Replies replies;
    private final Inputs inputs;

    /** @param tasks of the job; there may be more of them later */
    MessagePlan(Job job, List<Task> tasks, Map<String, TaskId> byLabel, Replies replies, Inputs inputs) {
        this.job = job;
        this.tasks = tasks;
        this.byLabel = byLabel;
        this.replies = replies;
        this.inputs = inputs;
    }

    /**
     * @param messages as many as there was room for
     * @param later starts for whose messages there was no room
     * @param unfit tasks that cannot start
     */
    record Made(List<TaskMessage> messages, List<StartId> later, List<Event> unfit) {
        Made() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * @param starting in the order of their ids
     * @param stat how the job's work has ended, once it has
     * @param room in characters
     */
    Made messages(Collection<Task> starting, Optional<String> stat, int room) {
        Map<TaskId, Task> byId = new HashMap<>();
        starting.forEach(task -> byId.put(task.id(), task));
        SequencedSet<TaskId> left =
                new LinkedHashSet<>(starting.stream().map(Task::id).toList());
        Made made = new Made();
        int free = room;
        while (!left.isEmpty() && free > 0) {
            Iterator<TaskSource> sources = inputs.sources(left, SOURCES_AT_ONCE).iterator();
            while (sources.hasNext() && free > 0) {
                TaskSource source = sources.next();
                left.remove(source.id());
                free -= make(byId.get(source.id()), source, stat, free, made);
            }
        }
        left.forEach(task -> made.later().add(start(byId.get(task)).id()));
        return made;
    }

    /** Returns how much room it took: all of it when it was not enough. */
    private int make(Task task, TaskSource source, Optional<String> stat, int room, Made made) {
        switch (params(task, source, stat)) {
            case TaskParams.Complete(RawJson params)
            when params.text().length() > room -> {
                made.later().add(start(task).id());
                return room;
            }
            case TaskParams.Complete(RawJson params) -> {
                made.messages().add(message(task, source, params));
                return params.text().length();
            }
            case TaskParams.Incomplete(List<String> missing) ->
                made.unfit()
                        .add(new Event.Unfit(
                                task.id(),
                                Stat.ERR_TASK_REQUIRES.name(),
                                "no value for " + String.join(", ", missing)));
            case TaskParams.TooLarge _t ->
                made.unfit()
                        .add(new Event.Unfit(
                                task.id(),
                                Stat.ERR_TASK_REFUSED.name(),
                                "its parameters have more than " + TaskParams.MOST
                                        + " characters, more than a message holds"));
        }
        return 0;
    }

    /** Replies are given in the order in which the task names its dependencies. */
    private TaskParams params(Task task, TaskSource source, Optional<String> stat) {
        boolean collects = source.params().isEmpty() && !source.requires().isEmpty();
        List<TaskId> given =
                collects ? task.plan().dependencies().stream().map(byLabel::get).toList() : List.of();
        if (source.requires().contains(Dag.ALL_TASKDATA) && replies.isMoreThan(TaskParams.MOST, given)) {
            return new TaskParams.TooLarge();
        }
        Map<String, RawJson> own = new HashMap<>();
        stat.ifPresent(it -> own.put(Dag.JOB_STAT, RawJson.of(it)));
        source.item().ifPresent(item -> own.put(listOf(task).as(), item));
        return TaskParams.of(
                new TaskParams.Input(source.params(), source.requires(), source.extra(), replies.of(given), own),
                job.extra());
    }

    private ForEach listOf(Task item) {
        TaskId list = item.plan().parent().orElseThrow();
        return tasks.stream()
                .filter(task -> task.id().equals(list))
                .findFirst()
                .flatMap(task -> task.plan().options().forEach())
                .orElseThrow();
    }

    private TaskMessage message(Task task, TaskSource source, RawJson params) {
        String cmd = task.plan().options().work() instanceof Work.SubJob(String type) ? type : source.cmd();
        return new TaskMessage(
                start(task),
                cmd,
                params,
                source.timeoutSeconds(),
                job.span().timeout().plus(KEPT_BEYOND_DEADLINE),
                job.traceId());
    }

    TaskStart start(Task task) {
        return new TaskStart(
                new StartId(job.reqid(), task.id(), task.startNo()),
                task.plan().options().work() instanceof Work.SubJob);
    }
}
