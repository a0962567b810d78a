package io.butterfly.ruqi;

import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.JobStore;
import io.butterfly.ruqi.job.Part;
import io.butterfly.ruqi.job.Uid;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import io.butterfly.ruqi.replica.Incarnation;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.rule.Rules;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A store of each kind, without anything that fires by itself, and what tests of its promises need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreContract {
    static final Part ALL = new Part(0, Long.MAX_VALUE, "c_time", false);
    ApplicationContext context;
    JobStore jobs;
    DueJobs dueJobs;
    Firings firings;
    History history;
    Incarnation me;
    Incarnation other;
    Instant now;

    abstract Map<String, Object> properties();

    /** The settings of a context on MySQL, with a database of its own. */
    static Map<String, Object> onMySql() {
        return TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
    }

    static Map<String, Object> inMemory() {
        return new HashMap<>(Map.of("ruqi.scheduler-store", "memory"));
    }

    @BeforeAll
    void start() {
        context = ApplicationContext.builder()
                .deduceEnvironment(false)
                .environments("test")
                .properties(properties())
                .banner(false)
                .start();
        jobs = context.getBean(JobStore.class);
        dueJobs = context.getBean(DueJobs.class);
        firings = context.getBean(Firings.class);
        history = context.getBean(History.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void register() {
        Replicas replicas = context.getBean(Replicas.class);
        me = new Incarnation(replicas.register("me", Duration.ofMinutes(5)), "me");
        other = new Incarnation(replicas.register("other", Duration.ofMinutes(5)), "other");
        now = replicas.now().truncatedTo(ChronoUnit.MICROS);
    }

    List<Object> list(JobFilter filter) {
        List<Object> found = new ArrayList<>();
        jobs.list(filter, ALL).rows().forEachRemaining(found::add);
        return found;
    }

    Job job(String id, String rule, Instant next) {
        return job(id, rule, next, Map.of());
    }

    Job job(String id, String rule, Instant next, Map<String, String> policies) {
        return job(id, rule, next, policies, Kind.MESSAGE);
    }

    Job job(String id, String rule, Instant next, Map<String, String> policies, Kind kind) {
        return new Job(
                new Job.Identity(id, Uid.next(now), "contract"),
                new Job.Timing(Rules.parse("interval", rule, now, ZoneOffset.UTC), Optional.of(next), next),
                new Job.Action("/demo_api/ping", kind),
                PolicyCodec.read(policies),
                Optional.of("a note"),
                now);
    }

    List<Firing> take(Incarnation owner) {
        return dueJobs.take(Kind.MESSAGE, 100, owner, FiringPlan::of).firings();
    }

    static List<Firing> taken(String id, List<Firing> firings) {
        return firings.stream().filter(firing -> firing.jobId().equals(id)).toList();
    }

    Firing firing(Job job, Instant due) {
        String id = Uid.next(now);
        return Firing.first(
                id,
                new Firing.JobRef(job.id(), job.name()),
                new Firing.Snapshot(job.cmd(), job.kind(), Policies.DEFAULT),
                due,
                0);
    }

    Outcome outcome(Firing firing, boolean isSuccess) {
        return new Outcome(
                firing,
                isSuccess ? Status.SUCCEEDED : Status.FAILED,
                "said",
                now,
                now,
                Duration.ofMillis(5),
                Optional.empty());
    }

    List<HistoryEntry> ended(String id) {
        FiringFilter filter = new FiringFilter(
                Optional.of(id),
                Optional.empty(),
                EnumSet.copyOf(Status.ENDED),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<HistoryEntry> found = new ArrayList<>();
        history.list(filter, new Part(0, 100, "id", false)).rows().forEachRemaining(found::add);
        return found;
    }
}
