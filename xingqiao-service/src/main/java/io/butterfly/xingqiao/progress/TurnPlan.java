package io.butterfly.xingqiao.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.butterfly.api.RawJson;
import io.butterfly.api.Stat;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.decision.Outcome;
import io.butterfly.xingqiao.decision.Progress;
import io.butterfly.xingqiao.decision.Step;
import io.butterfly.xingqiao.expression.Expression;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.ForEach;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;

/**
 * Plans the turn of a job. What is found out while tasks are made ready (a false condition, the items of a list,
 * parameters that are incomplete) becomes one more event, and everything is decided again with it.
 */
public final class TurnPlan {
    private static final int MOST_JUDGED = 2 * Outcome.MAX_REPLY;

    private final Job job;
    private final Instant now;
    private final List<Task> tasks;
    private final List<Event> events;
    private final Inputs inputs;
    private final Replies replies;
    private final MessagePlan messages;
    private final Set<TaskId> judged = new HashSet<>();
    private final Map<String, TaskId> byLabel = new HashMap<>();

    private TurnPlan(Job job, List<Task> tasks, List<Event> events, Instant now, Inputs inputs) {
        this.job = job;
        this.now = now;
        this.inputs = inputs;
        this.tasks = new ArrayList<>(tasks);
        this.events = new ArrayList<>(events);
        this.replies = new Replies(job.extra(), inputs);
        this.messages = new MessagePlan(job, this.tasks, byLabel, replies, inputs);
        tasks.forEach(task -> byLabel.put(task.label(), task.id()));
    }

    /** @param room how many characters the messages may have together */
    public static Turn of(Job job, List<Task> tasks, List<Event> events, Instant now, Inputs inputs, int room) {
        TurnPlan plan = new TurnPlan(job, tasks, events, now, inputs);
        while (true) {
            List<Step> steps = Progress.of(job, plan.tasks, plan.events, now);
            Optional<Turn> turn = plan.turn(steps, room);
            if (turn.isPresent()) {
                return turn.get();
            }
        }
    }

    /** Empty when something was found out: then there are new events. */
    private Optional<Turn> turn(List<Step> steps, int room) {
        int known = events.size();
        replies.arrived(steps);
        Map<TaskId, Task> toPublish = new LinkedHashMap<>();
        List<TaskStart> cancels = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.TaskStep ofTask) {
                follow(ofTask, toPublish, cancels);
            }
        }
        if (events.size() == known) {
            MessagePlan.Made made = messages.messages(inOrder(toPublish), stat(steps), room);
            if (made.unfit().isEmpty()) {
                Duration age = Duration.between(job.span().startedAt(), now);
                return Optional.of(new Turn(steps, made.messages(), made.later(), cancels, age, wakeAt(steps)));
            }
            events.addAll(made.unfit());
        }
        return Optional.empty();
    }

    private void follow(Step.TaskStep step, Map<TaskId, Task> toPublish, List<TaskStart> cancels) {
        switch (step) {
            case Step.Start(Task task) when isHindered(task) -> {
                /* the new event says why */
            }
            case Step.Start(Task task) when task.fansOut() && task.status() == TaskStatus.PENDING -> fanOut(task);
            case Step.Start(Task task)
            when task.hasMessage() && task.dueAt().isEmpty() -> toPublish.put(task.id(), task);
            case Step.Start _s -> {
                /* later, or nothing to publish */
            }
            case Step.StartSame(Task task)
            when task.dueAt().filter(now::isBefore).isEmpty() -> toPublish.put(task.id(), task);
            case Step.StartSame _s -> {
                /* later */
            }
            case Step.Gather(Task task) -> events.add(gathered(task));
            case Step.CancelMessage(Task task) -> cancels.add(messages.start(task));
            case Step.Change _c -> {
                /* only written */
            }
        }
    }

    private static List<Task> inOrder(Map<TaskId, Task> starting) {
        return starting.values().stream()
                .sorted(Comparator.comparingLong(task -> task.id().value()))
                .toList();
    }

    /** Whether its condition, or the size of what it reads, keeps it from starting. Each is evaluated once a turn. */
    private boolean isHindered(Task task) {
        Optional<Event> hindrance = task.plan()
                .options()
                .when()
                .filter(when -> judged.add(task.id()))
                .flatMap(when -> judge(task, when));
        hindrance.ifPresent(events::add);
        return hindrance.isPresent();
    }

    private Optional<Event> judge(Task task, Expression when) {
        if (isTooLarge(when)) {
            return Optional.of(tooLarge(
                    task,
                    "the replies that its condition speaks of have more than " + MOST_JUDGED + " characters together"));
        }
        return replies.holds(when, byLabel) ? Optional.empty() : Optional.of(new Event.Unwanted(task.id()));
    }

    private boolean isTooLarge(Expression expression) {
        return replies.isMoreThan(MOST_JUDGED, replies.roots(expression, byLabel));
    }

    private static Event tooLarge(Task task, String why) {
        return new Event.Unfit(task.id(), Stat.ERR_TASK_RESULT_TOO_LARGE.name(), why);
    }

    private void fanOut(Task task) {
        ForEach list = task.plan().options().forEach().orElseThrow();
        JsonNode value = replies.value(list.in(), byLabel);
        if (!value.isArray() || value.size() > ForEach.MAX_ITEMS) {
            String found =
                    value.isArray() ? "a list of " + value.size() + ", more than " + ForEach.MAX_ITEMS : "no list";
            events.add(new Event.Unfit(task.id(), Stat.ERR_TASK_FOREACH.name(), list.in() + " is " + found));
            return;
        }
        tasks.addAll(inputs.fanOut(
                task,
                StreamSupport.stream(value.spliterator(), false)
                        .map(RawJson::of)
                        .toList()));
        events.add(new Event.FannedOut(task.id()));
    }

    /**
     * The items have all finished: their replies are its reply, unless they are more than a reply may be, which is
     * known before they are read.
     */
    private Event gathered(Task list) {
        List<TaskId> items = tasks.stream()
                .filter(task -> task.plan().parent().filter(list.id()::equals).isPresent())
                .map(Task::id)
                .toList();
        if (replies.isMoreThan(Outcome.MAX_REPLY, items)) {
            return tooLarge(
                    list,
                    "the replies of its " + items.size() + " items have more than " + Outcome.MAX_REPLY
                            + " characters together: store them elsewhere and reply where they are");
        }
        StringJoiner results =
                new StringJoiner(",", "{\"stat\":\"OK\",\"count\":" + items.size() + ",\"results\":[", "]}");
        replies.of(items).forEach(reply -> results.add(reply.text()));
        return new Event.Ended(
                list.id(),
                list.startNo(),
                new Outcome(Stat.OK.name(), Optional.of(new RawJson(results.toString())), 0));
    }

    private Optional<String> stat(List<Step> steps) {
        return steps.stream()
                .filter(Step.BeginEnd.class::isInstance)
                .map(step -> ((Step.BeginEnd) step).stat())
                .reduce((a, b) -> b)
                .or(job::ending);
    }

    private Optional<Instant> wakeAt(List<Step> steps) {
        Map<TaskId, Task> after = new HashMap<>();
        tasks.forEach(task -> after.put(task.id(), task));
        for (Step step : steps) {
            if (step instanceof Step.Start start) {
                after.put(start.task().id(), start.task());
            } else if (step instanceof Step.PutOff later) {
                after.put(later.task().id(), later.task());
            } else if (step instanceof Step.End end) {
                after.put(end.task().id(), end.task());
            }
        }
        return after.values().stream()
                .map(Task::dueAt)
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
