package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.TaskStart;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts of tasks: messages at BaiChuan, and jobs of this service. All methods throw {@link MessagesUnreachable} when
 * BaiChuan has to be asked and cannot be.
 */
@Singleton
public final class Starts {
    private final Messages messages;
    private final SubJobs jobs;

    public Starts(Messages messages, SubJobs jobs) {
        this.messages = messages;
        this.jobs = jobs;
    }

    /**
     * What became of each, in order.
     *
     * @param turns in which tasks that are jobs start
     */
    List<Messages.Published> publish(List<TaskMessage> batch, Turns turns) {
        List<TaskMessage> atBaiChuan =
                batch.stream().filter(task -> !task.start().isJob()).toList();
        List<Messages.Published> answers = atBaiChuan.isEmpty() ? List.of() : messages.publish(atBaiChuan);
        Map<TaskStart, Messages.Published> byStart = new HashMap<>();
        for (int i = 0; i < atBaiChuan.size(); i++) {
            byStart.put(atBaiChuan.get(i).start(), answers.get(i));
        }
        batch.stream()
                .filter(task -> task.start().isJob())
                .forEach(task -> byStart.put(task.start(), jobs.start(task, turns)));
        return batch.stream().map(task -> byStart.get(task.start())).toList();
    }

    public Messages.State state(TaskStart start) {
        return start.isJob() ? jobs.state(start.id()) : messages.state(start.id());
    }

    /** How far each is; BaiChuan is asked for all of its messages at once. */
    public Map<TaskStart, Messages.State> states(List<TaskStart> asked) {
        Map<TaskStart, Messages.State> states = new HashMap<>();
        List<TaskStart> atBaiChuan =
                asked.stream().filter(start -> !start.isJob()).toList();
        List<Messages.State> answers =
                messages.states(atBaiChuan.stream().map(TaskStart::id).toList());
        for (int i = 0; i < atBaiChuan.size(); i++) {
            states.put(atBaiChuan.get(i), answers.get(i));
        }
        asked.stream().filter(TaskStart::isJob).forEach(start -> states.put(start, jobs.state(start.id())));
        return states;
    }

    /** Whether ends of messages are still on their way to this service. */
    public boolean hasCompletionsUnderWay() {
        return messages.hasCompletionsUnderWay();
    }

    void cancel(TaskStart start, Turns turns) {
        if (start.isJob()) {
            jobs.cancel(start.id(), turns);
        } else {
            messages.cancel(start.id());
        }
    }
}
