package io.butterfly.standalone.whole;

import io.butterfly.api.Reply;
import io.butterfly.embedded.service.ServiceProcess;
import io.butterfly.kernel.PollLoop;
import io.butterfly.kernel.Tick;
import io.butterfly.worker.Invocation;
import io.butterfly.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * What goes on while services restart: jobs that fire each second, jobs that are added and fire at once, workflows and
 * messages; and a worker that counts how often it gets what.
 */
final class Load implements AutoCloseable {
    static final String STEP = "/rolled/step";
    static final String FIRED = "/rolled/fired";
    static final String DIRECT = "/rolled/direct";
    /** Fires a workflow each second. */
    static final String WORKFLOW_JOB = "rolled_workflow";

    static final String ADDED = "rolled_added_";
    static final List<String> EACH_SECOND =
            IntStream.range(0, 4).mapToObj(i -> "rolled_second_" + i).toList();

    private final WholeSystem system;
    private final Client client;
    private final Map<String, AtomicInteger> executed = new ConcurrentHashMap<>();
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();
    private final Set<String> workflows = ConcurrentHashMap.newKeySet();
    private final Set<String> messages = ConcurrentHashMap.newKeySet();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final List<PollLoop> loops;
    private final Worker worker;
    private int number; // of jobs that are added; only used by their loop

    Load(WholeSystem system) throws InterruptedException {
        this.system = system;
        this.client = new Client(system);
        worker = Worker.at(system.baiChuan().url())
                .name("rolled:0:1")
                .concurrency(50)
                .handle(STEP, this::count)
                .handle(FIRED, this::count)
                .handle(DIRECT, this::count)
                .start();
        for (String id : EACH_SECOND) {
            addJob(0, id, "interval", "1s", FIRED);
        }
        addJob(
                0,
                WORKFLOW_JOB,
                "interval",
                "1s",
                "/xingqiao/create_job#{\"job_namespace\":\"fired\",\"job_type\":\"rolled\"}");
        loops = List.of(
                loop("jobs", Duration.ofMillis(100), this::addOne),
                loop("workflows", Duration.ofMillis(200), this::createOne),
                loop("messages", Duration.ofMillis(20), this::publishOne));
    }

    private Object count(Invocation message) {
        executed.computeIfAbsent(message.taskId(), id -> new AtomicInteger()).incrementAndGet();
        return Reply.ok();
    }

    private PollLoop loop(String name, Duration pause, Tick step) {
        return PollLoop.start("load-" + name, () -> {
            try {
                step.tick();
            } catch (AssertionError e) {
                failures.add(e);
            }
            return pause;
        });
    }

    private Duration addOne() throws InterruptedException {
        String id = ADDED + number;
        addJob(number++, id, "date", "now", FIRED);
        jobs.add(id);
        return Duration.ZERO;
    }

    private void addJob(int replica, String id, String trigger, String rule, String cmd) throws InterruptedException {
        client.call(
                system.ruqis(),
                replica,
                "/ruqi/job_add",
                Map.of("job_trigger", trigger, "job_id", id, "job_name", "rolled", "cmd", cmd, "rule", rule));
    }

    private Duration createOne() throws InterruptedException {
        int i = workflows.size();
        client.call(
                system.xingQiaos(),
                i,
                "/xingqiao/create_job",
                Map.of("job_namespace", "created", "job_type", "rolled", "job_name", "rolled_" + i));
        workflows.add("rolled_" + i);
        return Duration.ZERO;
    }

    private Duration publishOne() throws InterruptedException {
        String id = "rolled-" + messages.size();
        List<ServiceProcess> only = List.of(system.baiChuan());
        client.call(only, 0, "/baichuan/task_create", Map.of("handler", DIRECT, "params", Map.of(), "task_id", id));
        messages.add(id);
        return Duration.ZERO;
    }

    /** Grows while everything goes on. */
    int acknowledged() {
        return jobs.size() + workflows.size() + messages.size();
    }

    Set<String> jobs() {
        return jobs;
    }

    Set<String> workflows() {
        return workflows;
    }

    Set<String> messages() {
        return messages;
    }

    /** How often each message was executed. */
    Map<String, AtomicInteger> executed() {
        return executed;
    }

    Queue<Throwable> failures() {
        return failures;
    }

    /** Nothing new begins; what has begun goes on. */
    void stop() throws InterruptedException {
        loops.forEach(PollLoop::close);
        for (String id : EACH_SECOND) {
            client.call(system.ruqis(), 0, "/ruqi/job_remove", Map.of("job_id", id));
        }
        client.call(system.ruqis(), 0, "/ruqi/job_remove", Map.of("job_id", WORKFLOW_JOB));
    }

    @Override
    public void close() {
        loops.forEach(PollLoop::close);
        worker.close();
    }
}
