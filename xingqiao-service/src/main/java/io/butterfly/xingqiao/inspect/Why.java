package io.butterfly.xingqiao.inspect;

import io.butterfly.xingqiao.inspect.Facts.OfJob;
import io.butterfly.xingqiao.inspect.Facts.OfTask;
import io.butterfly.xingqiao.inspect.Queues.Queue;
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
    private final OfJob job;
    private final Optional<Map<String, Queue>> queues;
    private final Map<String, String> messages;

    /**
     * @param job in words what it waits for
     * @param tasks those that are not over, in the order of the plan
     */
    public record Answer(long jobId, String jobStatus, String job, List<Waiting> tasks) {}

    public record Waiting(long taskId, String taskLabel, String taskStatus, String waitsFor) {}

    private Why(OfJob job, Optional<Map<String, Queue>> queues, Map<String, String> messages) {
        this.job = job;
        this.queues = queues;
        this.messages = messages;
    }

    /**
     * @param queues by handler; empty when BaiChuan does not answer
     * @param messages the status of messages by their id, as far as it is known
     */
    static Answer of(OfJob job, Optional<Map<String, Queue>> queues, Map<String, String> messages) {
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
        if (job.isOfOtherEngine()) {
            return "the Python service, which created it and alone drives it: cancel_job ends it, and once it has ended retry_job runs it here";
        }
        if (job.pausedAt().isPresent()) {
            return "somebody to resume it: it was paused " + ago(job.pausedAt().get());
        }
        if (job.lock().isPresent()) {
            return "its locks: " + job.lock().get() + "; it gives up "
                    + in(job.lockUntil().orElse(job.now()));
        }
        long over = job.tasks().stream().filter(OfTask::isOver).count();
        String tasks = over + " of " + job.tasks().size() + " tasks are over";
        return job.ending()
                        .map(stat -> "the tasks of its end: its work has ended with " + stat + "; ")
                        .orElse("its tasks: ")
                + tasks + "; its time is up " + in(job.deadline());
    }

    private String waitsFor(OfTask task) {
        if (job.isOfOtherEngine()) {
            return "the Python service, which drives its job";
        }
        return switch (task.status()) {
            case "waiting" -> waiting(task);
            case "pending" -> pending(task);
            default -> started(task);
        };
    }

    private String waiting(OfTask task) {
        if (job.pausedAt().isPresent() || job.lock().isPresent()) {
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
        Optional<OfTask> failed = job.tasks().stream()
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
                .filter(other -> task.dependencies().contains(other.label()) && !other.isOver())
                .map(other -> other.label() + " (" + other.status() + ")")
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? "the next turn of its job, which starts it" : "the end of " + open;
    }

    private boolean isHandled(OfTask failed) {
        return job.tasks().stream()
                .anyMatch(task -> task.dependencies().contains(failed.label())
                        && task.options().rule().handlesFailures()
                        && task.options().phase() == failed.options().phase()
                        && !List.of("failed", "skipped").contains(task.status()));
    }

    private String pending(OfTask task) {
        Optional<Instant> next = task.dueAt().filter(due -> due.isAfter(job.now()));
        if (next.isPresent()) {
            return "its next attempt " + in(next.get()) + ", retry " + task.retries() + " of " + task.retryMax();
        }
        return queues.isEmpty()
                ? "BaiChuan, which does not answer"
                : "BaiChuan's word that it has the message " + task.message() + "; it is published again until then";
    }

    private String started(OfTask task) {
        if (task.options().forEach().isPresent()) {
            List<OfTask> items = job.tasks().stream()
                    .filter(item ->
                            item.parent().filter(parent -> parent == task.id()).isPresent())
                    .toList();
            return "its items: " + items.stream().filter(OfTask::isOver).count() + " of " + items.size() + " are over";
        }
        return switch (task.options().work()) {
            case Work.Wait _w ->
                "a signal: /xingqiao/signal with task_id " + task.id()
                        + task.dueAt().map(this::givesUp).orElse("");
            case Work.SubJob(String type) -> task.subJob().orElse("its job of type " + type);
            case Work.Call _c -> call(task);
        };
    }

    /** While the job is paused this time stands still. */
    private String givesUp(Instant due) {
        return job.pausedAt()
                .map(since -> "; it gives up " + seconds(Duration.between(since, due)) + " after the job is resumed")
                .orElseGet(() -> "; it gives up " + in(due));
    }

    private String call(OfTask task) {
        if (queues.isEmpty()) {
            return "its message " + task.message() + ", of which nothing is known now: BaiChuan does not answer";
        }
        Queue queue = queues.get().get(task.cmd());
        return switch (messages.getOrDefault(task.message(), "")) {
            case "queued" -> "somebody to take its message " + task.message() + queued(task.cmd(), queue);
            case "started" -> "the handler " + task.cmd() + ", which executes its message " + task.message();
            case "finished", "failed" ->
                "the outcome of its message " + task.message() + ", which has ended; it is on its way here";
            default -> "its message " + task.message() + ", which BaiChuan does not know: it is published again";
        };
    }

    private static String queued(String handler, Queue queue) {
        if (queue == null) {
            return "";
        }
        String many = ": " + queue.queued() + " wait in the queue " + handler;
        if (queue.isPaused()) {
            return many + ", which is paused";
        }
        return many + (queue.isServed() ? "" : ", and nobody serves it: neither a worker nor a route has this handler");
    }

    private String ago(Instant moment) {
        return seconds(Duration.between(moment, job.now())) + " ago";
    }

    private String in(Instant moment) {
        return moment.isBefore(job.now()) ? "now" : "in " + seconds(Duration.between(job.now(), moment));
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
