package io.butterfly.xingqiao.inspect;

import io.butterfly.xingqiao.inspect.JobSnapshot.LockWait;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskSnapshot;
import io.butterfly.xingqiao.workflow.Phase;
import io.butterfly.xingqiao.workflow.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The explanation of one job. Pure. */
public final class Why {
    private final JobSnapshot job;
    private final Optional<Map<String, HandlerQueue>> queues;
    private final Map<String, String> messages;

    /**
     * @param job in words what it waits for
     * @param tasks those that are not over, in the order of the plan
     */
    public record Answer(long jobId, String jobStatus, String job, List<Waiting> tasks) {}

    public record Waiting(long taskId, String taskLabel, String taskStatus, String waitsFor) {}

    /** What BaiChuan knows of the queue of one handler. */
    public record HandlerQueue(long queued, boolean isServed, boolean isPaused) {}

    private Why(JobSnapshot job, Optional<Map<String, HandlerQueue>> queues, Map<String, String> messages) {
        this.job = job;
        this.queues = queues;
        this.messages = messages;
    }

    /**
     * @param queues by handler; empty when BaiChuan does not answer
     * @param messages the status of messages by their id, as far as it is known
     */
    public static Answer of(JobSnapshot job, Optional<Map<String, HandlerQueue>> queues, Map<String, String> messages) {
        Why why = new Why(job, queues, messages);
        List<Waiting> tasks = why.isOver()
                ? List.of()
                : job.tasks().stream()
                        .filter(task -> !task.isOver())
                        .map(task -> new Waiting(task.id(), task.label(), task.status(), why.waitsFor(task)))
                        .toList();
        return new Answer(job.id(), job.status(), why.whyJob(), tasks);
    }

    private boolean isOver() {
        return !job.status().equals("started");
    }

    private String whyJob() {
        if (isOver()) {
            return "nothing: it is over, " + job.status();
        }
        if (job.isOfPython()) {
            return "the Python service, which created it and alone drives it: cancel_job ends it,"
                    + " and once it has ended retry_job runs it here";
        }
        if (job.times().pausedAt().isPresent()) {
            return "an operator to resume it: it was paused "
                    + ago(job.times().pausedAt().get());
        }
        if (job.lockWait().isPresent()) {
            LockWait wait = job.lockWait().get();
            return "its locks: " + wait.obstacle() + "; it gives up " + in(wait.until());
        }
        long over = job.tasks().stream().filter(TaskSnapshot::isOver).count();
        String tasks = over + " of " + job.tasks().size() + " tasks are over";
        return job.ending()
                        .map(stat -> "the tasks of its end: its work has ended with " + stat + "; ")
                        .orElse("its tasks: ")
                + tasks + "; its time is up " + in(job.times().deadline());
    }

    private String waitsFor(TaskSnapshot task) {
        if (job.isOfPython()) {
            return "the Python service, which drives its job";
        }
        return switch (task.status()) {
            case "waiting" -> waiting(task);
            case "pending" -> pending(task);
            default -> started(task);
        };
    }

    private String waiting(TaskSnapshot task) {
        if (job.times().pausedAt().isPresent() || job.lockWait().isPresent()) {
            return "the job, which waits itself";
        }
        if (task.parent().isPresent()) {
            return "a place among the items of its list that run at the same time";
        }
        if (task.options().phase() != Phase.MAIN && job.ending().isEmpty()) {
            return task.options().phase() == Phase.FINALLY
                    ? "the end of the job's work"
                    : "the failure of the job, if it fails";
        }
        Optional<TaskSnapshot> failed = job.tasks().stream()
                .filter(other -> other.status().equals("failed")
                        && other.options().phase() == Phase.MAIN
                        && other.parent().isEmpty()
                        && !isHandled(other))
                .findFirst();
        if (failed.isPresent()
                && task.options().phase() == Phase.MAIN
                && !task.options().rule().handlesFailures()) {
            return "nothing: " + failed.get().label()
                    + " failed, so it does not start; the job ends when what runs is over";
        }
        String open = job.tasks().stream()
                .filter(other -> task.plan().dependencies().contains(other.label()) && !other.isOver())
                .map(other -> other.label() + " (" + other.status() + ")")
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? "the next turn of its job, which starts it" : "the end of " + open;
    }

    private boolean isHandled(TaskSnapshot failed) {
        return job.tasks().stream()
                .anyMatch(task -> task.plan().dependencies().contains(failed.label())
                        && task.options().rule().handlesFailures()
                        && task.options().phase() == failed.options().phase()
                        && !List.of("failed", "skipped").contains(task.status()));
    }

    private String pending(TaskSnapshot task) {
        Optional<Instant> next =
                task.start().dueAt().filter(due -> due.isAfter(job.times().now()));
        if (next.isPresent()) {
            return "its next attempt " + in(next.get()) + ", retry "
                    + task.start().retries() + " of " + task.plan().retryMax();
        }
        return queues.isEmpty()
                ? "BaiChuan, which does not answer"
                : "BaiChuan's word that it has the message " + task.start().message()
                        + "; it is published again until then";
    }

    private String started(TaskSnapshot task) {
        if (task.options().forEach().isPresent()) {
            List<TaskSnapshot> items = job.tasks().stream()
                    .filter(item ->
                            item.parent().filter(parent -> parent == task.id()).isPresent())
                    .toList();
            return "its items: " + items.stream().filter(TaskSnapshot::isOver).count() + " of " + items.size()
                    + " are over";
        }
        return switch (task.options().work()) {
            case Work.Wait _w ->
                "a signal: /xingqiao/signal with task_id " + task.id()
                        + task.start().dueAt().map(this::givesUp).orElse("");
            case Work.SubJob(String type) -> task.start().subJob().orElse("its job of type " + type);
            case Work.Call _c -> call(task);
        };
    }

    /** While the job is paused this time stands still. */
    private String givesUp(Instant due) {
        return job.times()
                .pausedAt()
                .map(since -> "; it gives up " + seconds(Duration.between(since, due)) + " after the job is resumed")
                .orElseGet(() -> "; it gives up " + in(due));
    }

    private String call(TaskSnapshot task) {
        if (queues.isEmpty()) {
            return "its message " + task.start().message()
                    + ", of which nothing is known now: BaiChuan does not answer";
        }
        HandlerQueue queue = queues.get().get(task.plan().cmd());
        return switch (messages.getOrDefault(task.start().message(), "")) {
            case "queued" ->
                "a worker to take its message " + task.start().message()
                        + queued(task.plan().cmd(), queue);
            case "started" ->
                "the handler " + task.plan().cmd() + ", which executes its message "
                        + task.start().message();
            case "finished", "failed" ->
                "the outcome of its message " + task.start().message() + ", which has ended; it is on its way here";
            default ->
                "its message " + task.start().message() + ", which BaiChuan does not know: it is published again";
        };
    }

    private static String queued(String handler, HandlerQueue queue) {
        if (queue == null) {
            return "";
        }
        String many = ": " + queue.queued() + " wait in the queue " + handler;
        if (queue.isPaused()) {
            return many + ", which is paused";
        }
        return many + (queue.isServed() ? "" : ", and it is not served: neither a worker nor a route has this handler");
    }

    private String ago(Instant moment) {
        return seconds(Duration.between(moment, job.times().now())) + " ago";
    }

    private String in(Instant moment) {
        return moment.isBefore(job.times().now())
                ? "now"
                : "in " + seconds(Duration.between(job.times().now(), moment));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
