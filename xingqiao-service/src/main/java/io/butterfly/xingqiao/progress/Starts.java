package io.butterfly.xingqiao.progress;

import io.butterfly.xingqiao.job.TaskStart;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts of tasks: messages at BaiChuan, and jobs of this service. All methods throw {@link MessagesUnreachable} when
 * BaiChuan has to be asked and cannot be.
 */
@Singleton
public final class Starts {
    private static final Logger LOG = LoggerFactory.getLogger(Starts.class);

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
                .forEach(task -> byStart.put(task.start(), startJob(task, turns)));
        return batch.stream().map(task -> byStart.get(task.start())).toList();
    }

    /** One that cannot be created now keeps no other from being acknowledged. */
    private Messages.Published startJob(TaskMessage task, Turns turns) {
        try {
            return jobs.start(task, turns);
        } catch (RuntimeException e) {
            LOG.warn(
                    "the job of the task start {} is created later",
                    task.start().id(),
                    e);
            return new Messages.Published.Later();
        }
    }

    public Messages.State state(TaskStart start) {
        return start.isJob() ? jobs.state(start.id()) : messages.state(start.id());
    }

    /**
     * How far the first of these messages are, none of which is a job: at least one, and as many as have outcomes that
     * memory should hold.
     */
    public Map<TaskStart, Messages.State> states(List<TaskStart> asked) {
        List<Messages.State> answers =
                messages.states(asked.stream().map(TaskStart::id).toList());
        Map<TaskStart, Messages.State> states = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            states.put(asked.get(i), answers.get(i));
        }
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
