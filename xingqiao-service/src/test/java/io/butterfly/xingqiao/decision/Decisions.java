package io.butterfly.xingqiao.decision;

import io.butterfly.api.RawJson;
import io.butterfly.xingqiao.job.Job;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStatus;
import io.butterfly.xingqiao.job.Task;
import io.butterfly.xingqiao.job.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Jobs, tasks and events to decide on, and decisions in words. */
final class Decisions {
    static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    static final Instant SOON = START.plusSeconds(1);
    static final Instant LATE = START.plusSeconds(60);

    private Decisions() {}

    static List<String> decide(Task... tasks) {
        return decide(SOON, List.of(), tasks);
    }

    static List<String> decide(Instant now, List<Event> events, Task... tasks) {
        return words(Progress.of(job(JobStatus.STARTED), List.of(tasks), events, now));
    }

    static List<String> words(List<Step> steps) {
        return steps.stream().map(Tasks::word).toList();
    }

    static Job job(JobStatus status) {
        Job.Span span = Job.Span.of(START, Duration.ofSeconds(60));
        return new Job(
                new JobId(1), "REQ", status, RawJson.EMPTY_OBJECT, span, Optional.empty(), Optional.empty(), "T");
    }

    static Task task(long id, String status, long... dependencies) {
        return Tasks.of(id, status).after(dependencies).task();
    }

    static Task saving(long id) {
        return Tasks.of(id, "started").saved().task();
    }

    static Task retrying(long id, int retries, int max) {
        return Tasks.of(id, "started").retries(retries, max).task();
    }

    static Task failed(long id, String stat) {
        return Tasks.of(id, "failed").stat(stat).task();
    }

    static TaskId id(long id) {
        return new TaskId(id);
    }

    static Outcome outcome(String stat, String reply) {
        return new Outcome(stat, Optional.of(new RawJson(reply)), 0.1);
    }

    static List<Event> ok(long task) {
        return ended(task, outcome("OK", "{}"));
    }

    static List<Event> ended(long task, Outcome outcome) {
        return List.of(new Event.Ended(id(task), 1, outcome));
    }

    static List<Event> unheard(long task, int startNo) {
        return List.of(new Event.Unheard(id(task), startNo));
    }

    static Tasks waiting(long id) {
        return Tasks.of(id, "waiting");
    }

    static Tasks started(long id) {
        return Tasks.of(id, "started");
    }

    static List<Event> failing(long task) {
        return ended(task, outcome("ERR_BIZ", "{}"));
    }

    static List<Event> both(List<Event> first, List<Event> second) {
        return List.of(first.getFirst(), second.getFirst());
    }

    static Event retryFrom(String label) {
        return new Event.RetryFrom(new Event.TaskKey.ByLabel(label));
    }

    static List<String> decide(List<Event> events, Tasks... tasks) {
        return decide(JobStatus.STARTED, SOON, events, tasks);
    }

    static List<String> ending(String stat, List<Event> events, Tasks... tasks) {
        return words(job(JobStatus.STARTED).end(stat, START), SOON, events, tasks);
    }

    static List<String> decide(JobStatus status, Instant now, List<Event> events, Tasks... tasks) {
        return words(job(status), now, events, tasks);
    }

    static List<String> words(Job job, Instant now, List<Event> events, Tasks... tasks) {
        return Progress.of(job, Arrays.stream(tasks).map(Tasks::task).toList(), events, now).stream()
                .map(Tasks::word)
                .toList();
    }
}
