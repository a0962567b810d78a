package io.butterfly.xingqiao.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobStore;
import io.butterfly.xingqiao.job.Jobs;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.job.StartId;
import io.butterfly.xingqiao.job.TaskId;
import io.butterfly.xingqiao.job.TaskStart;
import io.butterfly.xingqiao.metrics.JobMeters;
import io.butterfly.xingqiao.reconcile.ReconcileLoop;
import io.butterfly.xingqiao.reconcile.StillJobs;
import io.butterfly.xingqiao.watch.JobEvents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One job that fails where others do not, and jobs that follow from each other. */
class OneByOneTest extends Engine {
    static final String ONE_TASK = "{\"tasks\":[{\"label\":\"a\"}]}";
    static final String TWO_TASKS = "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"b\",\"dependencies\":[\"a\"]}]}";

    @Test
    void what_a_fetched_outcome_starts_is_published_although_another_job_cannot_be_moved() throws Exception {
        JobId whole = create("given", TWO_TASKS);
        JobId broken = create("given", ONE_TASK);
        baichuan.work(FakeBaiChuan::echo);
        Completions.Completion first = baichuan.queue.removeFirst();
        baichuan.queue.addFirst(new Completions.Completion(first.start(), Optional.empty(), first.receipt()));

        new ProgressLoop(
                        baichuan,
                        new Turns(
                                new BrokenJobs(ask(broken, "job_reqid")),
                                starts,
                                Duration.ZERO,
                                JobMeters.unseen(),
                                JobEvents.unseen()))
                .tick();

        assertThat(task(whole, "b")).isEqualTo("started");
        assertThat(baichuan.published).hasSize(3);
    }

    @Test
    void a_job_that_cannot_be_read_keeps_no_other_one_from_being_looked_at() throws Exception {
        JobId parent = create("given", "{\"tasks\":[{\"label\":\"sub\",\"workflow\":\"ping\"}]}");
        JobId whole = create("given", ONE_TASK);
        baichuan.work(FakeBaiChuan::echo);
        baichuan.queue.clear();
        database.execute(
                "update workflow_job set next_check_at = null",
                "update workflow_job set next_check_at = job_id where job_id in (" + parent + ", " + whole + ")");
        Starts broken = new Starts(baichuan, new SubJobs(new BrokenStore(), context.getBean(Jobs.class)));
        Turns own = new Turns(jobs, broken, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen());

        new ReconcileLoop(
                        dueJobs, broken, own, new StillJobs(dueJobs, clock, Duration.ofMinutes(10), JobEvents.unseen()))
                .tick();

        assertThat(status(whole)).isEqualTo("finished OK");
        assertThat(status(parent)).isEqualTo("started OK");
    }

    @Test
    void a_job_that_cannot_be_created_keeps_no_message_from_being_acknowledged() {
        JobId job = create("given", "{\"tasks\":[{\"label\":\"a\"},{\"label\":\"sub\",\"workflow\":\"ping\"}]}");
        database.execute("update workflow_task set task_status = 'pending' where job_id = " + job);
        Starts broken = new Starts(baichuan, new SubJobs(new BrokenStore(), context.getBean(Jobs.class)));
        Turns own = new Turns(jobs, broken, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen());
        database.execute(
                "update workflow_job set next_check_at = null where job_id <> " + job,
                "update workflow_job set next_check_at = 1 where job_id = " + job);

        new ReconcileLoop(
                        dueJobs, broken, own, new StillJobs(dueJobs, clock, Duration.ofMinutes(10), JobEvents.unseen()))
                .tick();

        assertThat(task(job, "a") + " " + task(job, "sub")).isEqualTo("started pending");
    }

    @Test
    void a_job_that_is_over_as_soon_as_it_is_created_moves_the_job_that_has_the_task() throws Exception {
        JobId job = create("given", """
        {"tasks": [{"label": "a"},
                   {"label": "sub", "workflow": "given", "dependencies": ["a"], "requires": ["tasks"]}]}""");

        baichuan.work(message ->
                FakeBaiChuan.answer("OK", "{\"stat\":\"OK\",\"tasks\":[{\"label\":\"x\",\"when\":\"job.no\"}]}"));
        progress.tick();

        Eventually.until(Duration.ofSeconds(60), () -> status(job).equals("finished OK"));
    }

    @Test
    void a_long_chain_of_messages_that_have_ended_already_is_gone_through_in_a_loop() {
        baichuan.endsAtOnce = true;
        String tasks = IntStream.range(0, 40)
                .mapToObj(i -> i == 0
                        ? "{\"label\":\"t0\"}"
                        : "{\"label\":\"t%d\",\"dependencies\":[\"t%d\"]}".formatted(i, i - 1))
                .collect(Collectors.joining(","));

        JobId job = create("given", "{\"tasks\":[" + tasks + "]}");

        assertThat(status(job)).isEqualTo("finished OK");
        assertThat(baichuan.depths).hasSize(40);
        assertThat(baichuan.depths.getLast()).isLessThan(baichuan.depths.get(1) + 10);
    }

    /** One job cannot be moved. */
    private final class BrokenJobs implements RunningJobs {
        private final String broken;

        BrokenJobs(String broken) {
            this.broken = broken;
        }

        @Override
        public Optional<Created> create(NewJob job, Decision decision) {
            return jobs.create(job, decision);
        }

        @Override
        public Map<String, Moved> move(Map<String, Decision> decisions) {
            if (decisions.containsKey(broken)) {
                throw new IllegalStateException("cannot be moved");
            }
            return jobs.move(decisions);
        }

        @Override
        public void acknowledge(List<StartId> starts) {
            jobs.acknowledge(starts);
        }

        @Override
        public void cancelled(List<TaskStart> starts) {
            jobs.cancelled(starts);
        }
    }

    /** Jobs that are tasks cannot be read. */
    private static final class BrokenStore implements JobStore {
        @Override
        public Existing find(String name, String reqid) {
            return context.getBean(JobStore.class).find(name, reqid);
        }

        @Override
        public Optional<Child> child(StartId start) {
            throw new IllegalStateException("cannot be read");
        }

        @Override
        public Optional<Parent> parent(TaskId task) {
            return context.getBean(JobStore.class).parent(task);
        }
    }
}
