package io.butterfly.xingqiao.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.xingqiao.inspect.JobSnapshot.LastStart;
import io.butterfly.xingqiao.inspect.JobSnapshot.LockWait;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskPlanned;
import io.butterfly.xingqiao.inspect.JobSnapshot.TaskSnapshot;
import io.butterfly.xingqiao.inspect.JobSnapshot.Times;
import io.butterfly.xingqiao.inspect.Why.HandlerQueue;
import io.butterfly.xingqiao.workflow.TaskOptions;
import io.butterfly.xingqiao.workflow.TaskPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WhyTest {
    static final Instant NOW = Instant.ofEpochSecond(1_000);
    static final Optional<Map<String, HandlerQueue>> SERVED =
            Optional.of(Map.of("/x/a", new HandlerQueue(3, true, false)));

    static TaskSnapshot task(String label, String status, TaskOptions options, String... dependencies) {
        return new TaskSnapshot(
                7,
                label,
                status,
                Optional.empty(),
                new TaskPlanned("/x/a", List.of(dependencies), options, 3),
                new LastStart("M-7-1", Optional.empty(), 0, Optional.empty()));
    }

    static TaskSnapshot task(String label, String status, String... dependencies) {
        return task(label, status, TaskOptions.NONE, dependencies);
    }

    static JobSnapshot job(TaskSnapshot... tasks) {
        return new JobSnapshot(
                1,
                "started",
                false,
                new Times(Optional.empty(), NOW.plusSeconds(60), NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(tasks));
    }

    static String waitsFor(
            String label, Optional<Map<String, HandlerQueue>> queues, String message, TaskSnapshot... tasks) {
        return Why.of(job(tasks), queues, Map.of("M-7-1", message)).tasks().stream()
                .filter(task -> task.taskLabel().equals(label))
                .findFirst()
                .orElseThrow()
                .waitsFor();
    }

    @Test
    void a_waiting_task_names_the_tasks_before_it_or_the_one_that_failed() {
        assertThat(waitsFor(
                        "c",
                        SERVED,
                        "started",
                        task("a", "started"),
                        task("b", "finished"),
                        task("c", "waiting", "a", "b")))
                .isEqualTo("the end of a (started)");
        assertThat(waitsFor(
                        "c", SERVED, "started", task("a", "failed"), task("b", "started"), task("c", "waiting", "b")))
                .startsWith("nothing: a failed");
        TaskOptions atEnd = TaskPlan.of("z", "/x").atEnd().options();
        assertThat(waitsFor("z", SERVED, "started", task("a", "started"), task("z", "waiting", atEnd)))
                .isEqualTo("the end of the job's work");
    }

    @Test
    void a_started_task_says_how_far_its_message_is_and_whether_anybody_takes_it() {
        assertThat(waitsFor("a", SERVED, "started", task("a", "started")))
                .isEqualTo("the handler /x/a, which executes its message M-7-1");
        assertThat(waitsFor("a", SERVED, "queued", task("a", "started")))
                .isEqualTo("a worker to take its message M-7-1: 3 wait in the queue /x/a");
        assertThat(waitsFor(
                        "a",
                        Optional.of(Map.of("/x/a", new HandlerQueue(1, false, false))),
                        "queued",
                        task("a", "started")))
                .endsWith("and it is not served: neither a worker nor a route has this handler");
        assertThat(waitsFor(
                        "a",
                        Optional.of(Map.of("/x/a", new HandlerQueue(1, true, true))),
                        "queued",
                        task("a", "started")))
                .endsWith("which is paused");
        assertThat(waitsFor("a", SERVED, "", task("a", "started"))).contains("BaiChuan does not know");
        assertThat(waitsFor("a", Optional.empty(), "", task("a", "started"))).contains("BaiChuan does not answer");
        assertThat(waitsFor("a", SERVED, "", task("a", "pending")))
                .startsWith("BaiChuan's word that it has the message");
        assertThat(waitsFor(
                        "a",
                        SERVED,
                        "",
                        task("a", "started", TaskPlan.signal("a").options())))
                .isEqualTo("a signal: /xingqiao/signal with task_id 7");
    }

    @Test
    void a_job_of_the_python_service_names_who_drives_it() {
        JobSnapshot theirs = new JobSnapshot(
                1,
                "started",
                true,
                new Times(Optional.empty(), NOW, NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(task("a", "started")));

        assertThat(Why.of(theirs, SERVED, Map.of()).job()).startsWith("the Python service, which created it");
        assertThat(Why.of(theirs, SERVED, Map.of()).tasks().getFirst().waitsFor())
                .isEqualTo("the Python service, which drives its job");
    }

    @Test
    void a_signal_of_a_paused_job_keeps_the_time_that_it_had() {
        TaskSnapshot approve = new TaskSnapshot(
                7,
                "a",
                "started",
                Optional.empty(),
                new TaskPlanned(
                        "/xingqiao/signal", List.of(), TaskPlan.signal("a").options(), 0),
                new LastStart("M-7-1", Optional.of(NOW.minusSeconds(2)), 0, Optional.empty()));
        JobSnapshot paused = new JobSnapshot(
                1,
                "started",
                false,
                new Times(Optional.of(NOW.minusSeconds(5)), NOW, NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(approve));

        assertThat(Why.of(paused, SERVED, Map.of()).tasks().getFirst().waitsFor())
                .endsWith("it gives up 3 s after the job is resumed");
    }

    @Test
    void a_job_says_what_it_waits_for_as_a_whole() {
        TaskSnapshot a = task("a", "waiting");
        JobSnapshot paused = new JobSnapshot(
                1,
                "started",
                false,
                new Times(Optional.of(NOW.minusSeconds(5)), NOW, NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(a));
        JobSnapshot locked = new JobSnapshot(
                1,
                "started",
                false,
                new Times(Optional.empty(), NOW, NOW),
                Optional.of(new LockWait("x is held by job 9", NOW.plusSeconds(30))),
                Optional.empty(),
                List.of(a));
        JobSnapshot over = new JobSnapshot(
                1,
                "failed",
                false,
                new Times(Optional.empty(), NOW, NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(a));

        assertThat(Why.of(paused, SERVED, Map.of()).job()).isEqualTo("an operator to resume it: it was paused 5 s ago");
        assertThat(Why.of(locked, SERVED, Map.of()).job())
                .isEqualTo("its locks: x is held by job 9; it gives up in 30 s");
        assertThat(Why.of(locked, SERVED, Map.of()).tasks().getFirst().waitsFor())
                .isEqualTo("the job, which waits itself");
        assertThat(Why.of(over, SERVED, Map.of()))
                .isEqualTo(new Why.Answer(1, "failed", "nothing: it is over, failed", List.of()));
        assertThat(Why.of(job(task("a", "finished"), task("b", "started")), SERVED, Map.of())
                        .job())
                .isEqualTo("its tasks: 1 of 2 tasks are over; its time is up in 60 s");
    }
}
