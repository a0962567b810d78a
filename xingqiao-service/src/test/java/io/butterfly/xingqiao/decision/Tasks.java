package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStatus;
import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.RetryBackoff;
import io.butterfly.xingqiao.workflow.TaskOptions;
import io.butterfly.xingqiao.workflow.TriggerRule;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tasks and steps for tables: the task with the id 1 has the label t1. */
record Tasks(Task task) {
    static Tasks of(long id, String status) {
        Task.Plan plan = new Task.Plan(List.of(), List.of(), false, 0, 0, TaskOptions.NONE, Optional.empty());
        boolean wasStarted = !List.of("waiting", "skipped").contains(status);
        return new Tasks(new Task(
                new TaskId(id), "t" + id, TaskStatus.of(status), plan, 0, wasStarted ? 1 : 0, "OK", Optional.empty()));
    }

    Tasks after(long... ids) {
        Task.Plan p = plan();
        List<String> labels = Arrays.stream(ids).mapToObj(id -> "t" + id).toList();
        return with(new Task.Plan(
                labels, p.provides(), p.isSave(), p.retryMax(), p.timeoutSeconds(), p.options(), p.parent()));
    }

    Tasks provides(String... names) {
        Task.Plan p = plan();
        return with(new Task.Plan(
                p.dependencies(),
                List.of(names),
                p.isSave(),
                p.retryMax(),
                p.timeoutSeconds(),
                p.options(),
                p.parent()));
    }

    Tasks saved() {
        Task.Plan p = plan();
        return with(new Task.Plan(
                p.dependencies(), p.provides(), true, p.retryMax(), p.timeoutSeconds(), p.options(), p.parent()));
    }

    Tasks retries(int count, int max) {
        Task.Plan p = plan();
        Tasks planned = with(new Task.Plan(
                p.dependencies(), p.provides(), p.isSave(), max, p.timeoutSeconds(), p.options(), p.parent()));
        Task t = planned.task;
        return new Tasks(new Task(t.id(), t.label(), t.status(), t.plan(), count, t.startNo(), t.retStat(), t.dueAt()));
    }

    Tasks timeout(int seconds) {
        Task.Plan p = plan();
        return with(new Task.Plan(
                p.dependencies(), p.provides(), p.isSave(), p.retryMax(), seconds, p.options(), p.parent()));
    }

    Tasks itemOf(long list) {
        Task.Plan p = plan();
        return with(new Task.Plan(
                p.dependencies(),
                p.provides(),
                p.isSave(),
                p.retryMax(),
                p.timeoutSeconds(),
                p.options(),
                Optional.of(new TaskId(list))));
    }

    Tasks options(TaskOptions options) {
        Task.Plan p = plan();
        return with(new Task.Plan(
                p.dependencies(), p.provides(), p.isSave(), p.retryMax(), p.timeoutSeconds(), options, p.parent()));
    }

    Tasks rule(String rule) {
        return options(plan().options().rule(TriggerRule.of(rule)));
    }

    Tasks run(String phase) {
        return options(plan().options().phase(Phase.of(phase)));
    }

    Tasks signal() {
        return options(plan().options().work(new Work.Wait()));
    }

    Tasks subJob() {
        return options(plan().options().work(new Work.SubJob("ping")));
    }

    Tasks backoff(double seconds) {
        return options(plan().options().backoff(new RetryBackoff(seconds, null, null)));
    }

    Tasks stat(String stat) {
        return new Tasks(new Task(
                task.id(),
                task.label(),
                task.status(),
                task.plan(),
                task.retryCount(),
                task.startNo(),
                stat,
                task.dueAt()));
    }

    Tasks due(Instant at) {
        return new Tasks(new Task(
                task.id(),
                task.label(),
                task.status(),
                task.plan(),
                task.retryCount(),
                task.startNo(),
                task.retStat(),
                Optional.of(at)));
    }

    private Task.Plan plan() {
        return task.plan();
    }

    private Tasks with(Task.Plan plan) {
        return new Tasks(new Task(
                task.id(),
                task.label(),
                task.status(),
                plan,
                task.retryCount(),
                task.startNo(),
                task.retStat(),
                task.dueAt()));
    }

    /** A step in words. */
    static String word(Step step) {
        return switch (step) {
            case Step.End end ->
                "task " + end.task().id() + " " + end.task().status().word() + " "
                        + end.task().retStat();
            case Step.Start(Task task) ->
                "start " + task.id() + " no " + task.startNo() + (task.status() == TaskStatus.STARTED ? " alone" : "")
                        + task.dueAt()
                                .map(due -> " due " + due.getEpochSecond() % 60)
                                .orElse("");
            case Step.StartSame(Task task) -> "same " + task.id() + " no " + task.startNo();
            case Step.Gather(Task task) -> "gather " + task.id();
            case Step.PutOff(Task task) ->
                "put off " + task.id() + " to " + task.dueAt().orElseThrow().getEpochSecond() % 60;
            case Step.Reset(Task task) -> "reset " + task.id();
            case Step.Reopen(Task task) -> "reopen " + task.id();
            case Step.DropItems(Task task) -> "drop items of " + task.id();
            case Step.CancelMessage(Task task) -> "cancel " + task.id() + " no " + task.startNo();
            case Step.Save(RawJson reply) -> "save " + reply;
            case Step.BeginEnd(String stat) -> "end begins " + stat;
            case Step.EndJob(JobStatus status, String stat) -> "job " + status.word() + " " + stat;
            case Step.RestartJob _r -> "restart";
            case Step.PauseJob _p -> "pause";
            case Step.ResumeJob resume -> "resume after " + resume.pausedFor().toSeconds();
        };
    }
}
