package io.butterfly.xingqiao.progress;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.butterfly.api.Json;
import io.butterfly.api.RawJson;
import io.butterfly.kernel.ReqId;
import io.butterfly.xingqiao.decision.Event;
import io.butterfly.xingqiao.job.JobId;
import io.butterfly.xingqiao.job.JobRequest;
import io.butterfly.xingqiao.job.JobRequest.Requester;
import io.butterfly.xingqiao.job.JobStore;
import io.butterfly.xingqiao.job.NewJob;
import io.butterfly.xingqiao.metrics.JobMeters;
import io.butterfly.xingqiao.reconcile.DueJobs;
import io.butterfly.xingqiao.reconcile.ReconcileLoop;
import io.butterfly.xingqiao.reconcile.StillJobs;
import io.butterfly.xingqiao.reconcile.StoreClock;
import io.butterfly.xingqiao.support.TestDatabase;
import io.butterfly.xingqiao.watch.JobEvents;
import io.butterfly.xingqiao.workflow.Dag;
import io.butterfly.xingqiao.workflow.JobPlan;
import io.butterfly.xingqiao.workflow.Workflows;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Loops ticked by hand, real tables, messages in memory. */
class Engine {
    static TestDatabase database;
    static ApplicationContext context;

    final FakeBaiChuan baichuan = new FakeBaiChuan();
    final RunningJobs jobs = context.getBean(RunningJobs.class);
    final Starts starts = new Starts(baichuan, context.getBean(SubJobs.class));
    final Turns turns = new Turns(jobs, starts, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen());
    final ProgressLoop progress = new ProgressLoop(baichuan, turns);
    final DueJobs dueJobs = context.getBean(DueJobs.class);
    final StoreClock clock = context.getBean(StoreClock.class);
    final ReconcileLoop reconcile = new ReconcileLoop(
            dueJobs, starts, turns, new StillJobs(dueJobs, clock, Duration.ofMinutes(10), JobEvents.unseen()));

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        context = database.context();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    JobId create(String type, String extra) {
        ObjectNode input = (ObjectNode) Json.tree(extra);
        Requester requester = new Requester(ReqId.next(), "127.0.0.1", "-", "T");
        JobRequest request = new JobRequest(
                "ns",
                type,
                Optional.empty(),
                Optional.of(new RawJson(extra)),
                Optional.empty(),
                Optional.empty(),
                requester);
        Dag dag = Dag.of(
                context.getBean(Workflows.class)
                        .find(type)
                        .orElseThrow()
                        .workflow()
                        .tasks(input),
                input);
        JobStore.Existing found = context.getBean(JobStore.class).find(requester.reqid(), requester.reqid());
        NewJob job = new NewJob(request, new RawJson(extra), JobPlan.of(dag), found.now());
        Turns own = new Turns(jobs, starts, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen());
        JobId id = own.start(job).orElseThrow();
        own.close(); // the publish has been tried when this returns
        return id;
    }

    void runToTheEnd() throws Exception {
        while (!baichuan.waiting.isEmpty() || !baichuan.queue.isEmpty()) {
            baichuan.work(FakeBaiChuan::echo);
            progress.tick();
        }
    }

    /** Makes the job due, and only this one, then lets the reconciler look. */
    void check(JobId job) {
        database.execute(
                "update workflow_job set next_check_at = null where job_id <> " + job,
                "update workflow_job set next_check_at = 1 where job_id = " + job);
        reconcile.tick();
    }

    static String status(JobId job) {
        return ask(job, "concat(job_status, ' ', ret_stat)");
    }

    static String ask(JobId job, String what) {
        return database.ask("select " + what + " from workflow_job where job_id = " + job);
    }

    static String task(JobId job, String label) {
        return database.ask(
                "select task_status from workflow_task where task_label = '" + label + "' and job_id = " + job);
    }

    /** A command, and what it publishes. */
    void command(JobId job, Event.Command command) {
        Turns own = new Turns(jobs, starts, Duration.ZERO, JobMeters.unseen(), JobEvents.unseen());
        own.command(ask(job, "job_reqid"), command);
        own.close();
    }
}
