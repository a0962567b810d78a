package io.butterfly.ruqi;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Servers;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.DueJobs;
import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.FiringFilter;
import io.butterfly.ruqi.history.Firings;
import io.butterfly.ruqi.history.History;
import io.butterfly.ruqi.history.History.Whose;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.history.PublishedFirings;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every store promises, without anything that fires by itself: the same tests for each. */
class StoreContractTest {
    @Nested
    class mysql extends Contract {
        @Override
        Map<String, Object> properties() {
            return TestService.properties(Servers.mariaDb(), TestService.newDatabase(Servers.mariaDb()));
        }
    }

    @Nested
    class memory extends Contract {
        @Override
        Map<String, Object> properties() {
            return new HashMap<>(Map.of("ruqi.scheduler-store", "memory"));
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Contract {
        private static final Part ALL = new Part(0, Long.MAX_VALUE, "c_time", false);

        private ApplicationContext context;
        private JobStore jobs;
        private DueJobs dueJobs;
        private Firings firings;
        private History history;
        private Incarnation me;
        private Incarnation other;
        private Instant now;

        abstract Map<String, Object> properties();

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

        @Test
        void an_id_is_taken_once_and_compared_by_every_byte() {
            assertThat(jobs.add(job("Twice", "1h", now.plusSeconds(60)))).isTrue();
            assertThat(jobs.add(job("Twice", "1h", now.plusSeconds(60)))).isFalse();
            assertThat(jobs.add(job("twice", "1h", now.plusSeconds(60)))).isTrue();
            assertThat(jobs.remove("Twice")).isTrue();
            assertThat(jobs.remove("Twice")).isFalse();
        }

        @Test
        void a_job_is_found_and_listed_as_it_was_added() {
            Job job = job("found 🦋", "1h", now.plusSeconds(60));
            jobs.add(job);

            assertThat(jobs.find(job.id())).hasValueSatisfying(entry -> {
                assertThat(entry.uid()).isEqualTo(job.uid());
                assertThat(entry.nextRunAt()).contains(now.plusSeconds(60));
                assertThat(entry.anchor()).contains(job.anchor());
                assertThat(entry.rule()).isEqualTo("3600s");
                assertThat(entry.note()).contains("a note");
            });
            assertThat(list(new JobFilter(
                            Optional.of(job.id()),
                            Optional.empty(),
                            Optional.of("interval"),
                            Optional.of(JobFilter.State.SCHEDULED))))
                    .hasSize(1);
            assertThat(list(new JobFilter(
                            Optional.of(job.id()),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(JobFilter.State.PAUSED))))
                    .isEmpty();
        }

        private List<Object> list(JobFilter filter) {
            List<Object> found = new ArrayList<>();
            jobs.list(filter, ALL).rows().forEachRemaining(found::add);
            return found;
        }

        @Test
        void a_paused_job_is_not_due_and_a_change_that_makes_nothing_of_it_removes_it() {
            jobs.add(job("paused", "1h", now.minusSeconds(1)));
            assertThat(jobs.pause("paused", now)).isTrue();
            assertThat(jobs.pause("nobody", now)).isFalse();

            assertThat(take(me)).noneMatch(firing -> firing.jobId().equals("paused"));
            assertThat(jobs.find("paused").orElseThrow().nextRunAt()).isEmpty();
            assertThat(jobs.change("paused", present -> Optional.empty())).isTrue();
            assertThat(jobs.change("paused", present -> Optional.empty())).isFalse();
        }

        @Test
        void a_due_job_is_taken_once_and_moves_on() {
            jobs.add(job("due", "1h", now.minusSeconds(1)));

            List<Firing> taken = taken("due", take(me));

            assertThat(taken).singleElement().satisfies(firing -> {
                assertThat(firing.dueAt()).isEqualTo(now.minusSeconds(1));
                assertThat(firing.owner()).isEqualTo(me.id());
            });
            assertThat(taken("due", take(other))).isEmpty();
            assertThat(jobs.find("due").orElseThrow().nextRunAt())
                    .contains(now.minusSeconds(1).plus(Duration.ofHours(1)));
            assertThat(firings.running(me.id())).contains(taken.getFirst());
        }

        @Test
        void an_instant_that_is_decided_stays_so() {
            Job job = job("again", "1h", now.minusSeconds(1));
            jobs.add(job);
            assertThat(taken("again", take(me))).hasSize(1);
            jobs.change("again", present -> Optional.of(job));

            assertThat(taken("again", take(me))).isEmpty();
            assertThat(jobs.find("again").orElseThrow().nextRunAt())
                    .contains(now.minusSeconds(1).plus(Duration.ofHours(1)));
        }

        @Test
        void only_the_owner_ends_a_firing_and_only_once() {
            jobs.add(job("ended", "1h", now.minusSeconds(1)));
            Firing firing = taken("ended", take(me)).getFirst();

            firings.end(List.of(outcome(withOwner(firing, other.id()), true)));
            assertThat(ended("ended")).isEmpty();
            firings.end(List.of(outcome(firing, true)));
            firings.end(List.of(outcome(firing, false)));

            assertThat(ended("ended")).extracting(HistoryEntry::status).containsExactly(Status.SUCCEEDED);
        }

        @Test
        void a_failed_firing_with_retries_waits_and_is_resumed_under_the_same_id() {
            jobs.add(job("retried", "1h", now.minusSeconds(1), Map.of("retry_max", "1")));
            Firing firing = taken("retried", take(me)).getFirst();
            Instant longAgo = now.minus(Duration.ofHours(1));

            firings.end(List.of(
                    new Outcome(firing, Status.FAILED, "no", longAgo, longAgo, Duration.ZERO, Optional.of("no"))));

            assertThat(ended("retried")).isEmpty();
            Firing again =
                    taken("retried", firings.resume(Kind.MESSAGE, 100, other)).getFirst();
            assertThat(again.id()).isEqualTo(firing.id());
            assertThat(again.retries()).isEqualTo(1);
            firings.end(List.of(outcome(again, false)));
            assertThat(ended("retried")).extracting(HistoryEntry::status).containsExactly(Status.FAILED);
        }

        @Test
        void the_late_outcome_of_a_try_does_not_end_the_next_one_of_the_same_owner() {
            Firing first = firstTry("late", Kind.MESSAGE);
            Firing second = secondTry(first);

            firings.end(List.of(outcome(first, false))); // the answer of its commit was lost, so it is written again
            firings.end(List.of(outcome(first.withoutRetries(), false)));

            assertThat(firings.running(me.id())).contains(second);
            firings.end(List.of(outcome(second, true)));
            assertThat(ended("late")).extracting(HistoryEntry::status).containsExactly(Status.SUCCEEDED);
        }

        @Test
        void a_try_that_is_over_neither_starts_nor_marks_the_next_one_of_the_same_owner() {
            PublishedFirings published = context.getBean(PublishedFirings.class);
            Firing first = firstTry("late mark", Kind.MESSAGE);
            Firing second = secondTry(first);

            assertThat(published.mark(first, now)).isFalse();
            assertThat(firings.running(me.id())).contains(second);
            assertThat(published.mark(second, now)).isTrue();

            Firing firstCall = firstTry("late start", Kind.HTTP);
            Firing secondCall = secondTry(firstCall);
            assertThat(firings.start(firstCall, now)).isFalse();
            assertThat(firings.start(secondCall, now)).isTrue();
        }

        @Test
        void a_firing_that_must_not_be_tried_again_ends_whatever_its_policies_allow() {
            Firing firing = firstTry("last", Kind.MESSAGE);

            firings.end(List.of(outcome(firing.withoutRetries(), false)));

            assertThat(ended("last")).extracting(HistoryEntry::status).containsExactly(Status.FAILED);
        }

        /** It may be tried three times in all. */
        private Firing firstTry(String id, Kind kind) {
            jobs.add(job(id, "1h", now.minusSeconds(1), Map.of("retry_max", "2"), kind));
            return taken(id, dueJobs.take(kind, 100, me, FiringPlan::of).firings())
                    .getFirst();
        }

        private Firing secondTry(Firing first) {
            Instant longAgo = now.minus(Duration.ofHours(1));
            firings.end(List.of(
                    new Outcome(first, Status.FAILED, "no", longAgo, longAgo, Duration.ZERO, Optional.of("no"))));
            return taken(first.jobId(), firings.resume(first.kind(), 100, me)).getFirst();
        }

        @Test
        void what_a_dead_owner_leaves_is_adopted_or_lost() {
            jobs.add(job("orphan", "1h", now.minusSeconds(1)));
            jobs.add(job("started", "1h", now.minusSeconds(1), Map.of("delivery", "at_most_once"), Kind.HTTP));
            Firing orphan = taken("orphan", take(me)).getFirst();
            Firing started = taken(
                            "started",
                            dueJobs.take(Kind.HTTP, 100, me, FiringPlan::of).firings())
                    .getFirst();
            assertThat(firings.start(started, now)).isTrue();
            assertThat(firings.start(started, now)).isFalse();
            assertThat(firings.adopt(Kind.MESSAGE, 100, other)).isEmpty();
            assertThat(firings.orphaned()).isEmpty();

            context.getBean(Replicas.class).release(me.id());

            assertThat(firings.orphaned()).containsExactlyInAnyOrder(Kind.MESSAGE, Kind.HTTP);
            assertThat(firings.loseStarted()).isEqualTo(1);
            assertThat(ended("started")).extracting(HistoryEntry::status).containsExactly(Status.LOST);
            assertThat(taken("orphan", firings.adopt(Kind.MESSAGE, 100, other)))
                    .singleElement()
                    .satisfies(firing -> {
                        assertThat(firing.id()).isEqualTo(orphan.id());
                        assertThat(firing.attempt()).isEqualTo(2);
                    });
            assertThat(taken("orphan", take(me))).isEmpty();
            assertThat(firings.orphaned()).isEmpty();
        }

        @Test
        void extra_firings_wait_for_each_other_only_when_asked_to() {
            Job job = job("extra", "1h", now.plusSeconds(600));
            jobs.add(job);
            ExtraFirings extras = context.getBean(ExtraFirings.class);

            assertThat(extras.add(
                            job.uid(),
                            List.of(firing(job, now.minusSeconds(20)), firing(job, now.minusSeconds(10))),
                            true))
                    .isEqualTo(2);
            assertThat(extras.add(job.uid(), List.of(firing(job, now.minusSeconds(10))), true))
                    .isZero();

            List<Firing> first = taken("extra", firings.resume(Kind.MESSAGE, 100, me));
            assertThat(first).extracting(Firing::dueAt).containsExactly(now.minusSeconds(20));
            assertThat(taken("extra", firings.resume(Kind.MESSAGE, 100, me))).isEmpty();
            firings.end(List.of(outcome(first.getFirst(), true)));
            assertThat(taken("extra", firings.resume(Kind.MESSAGE, 100, me)))
                    .extracting(Firing::dueAt)
                    .containsExactly(now.minusSeconds(10));

            assertThat(extras.add(
                            job.uid(),
                            List.of(firing(job, now.minusSeconds(9)), firing(job, now.minusSeconds(8))),
                            false))
                    .isEqualTo(2);
            assertThat(taken("extra", firings.resume(Kind.MESSAGE, 100, me)))
                    .hasSize(2)
                    .allSatisfy(firing -> assertThat(firing.retries()).isZero());
        }

        @Test
        void history_is_deleted_by_number_and_never_what_is_open() {
            Job job = job("crowded", "1h", now.plusSeconds(600));
            jobs.add(job);
            context.getBean(ExtraFirings.class)
                    .add(
                            job.uid(),
                            java.util.stream.IntStream.range(0, 6)
                                    .mapToObj(i -> firing(job, now.minusSeconds(100 - i)))
                                    .toList(),
                            false);
            List<Firing> running = taken("crowded", firings.resume(Kind.MESSAGE, 100, me));
            firings.end(running.subList(0, 5).stream()
                    .map(firing -> outcome(firing, true))
                    .toList());

            assertThat(history.crowded(Whose.OURS, 5)).contains("crowded");
            assertThat(history.deleteBeyond(Whose.OURS, "crowded", 2, 2)).isEqualTo(2);
            assertThat(history.deleteBeyond(Whose.OURS, "crowded", 2, 100)).isEqualTo(1);
            assertThat(history.deleteBeyond(Whose.OURS, "crowded", 2, 100)).isZero();

            assertThat(ended("crowded"))
                    .extracting(entry -> entry.dueAt().orElseThrow())
                    .containsExactly(now.minusSeconds(96), now.minusSeconds(97));
            assertThat(history.deleteOlder(Whose.OURS, Duration.ofDays(1), 100)).isZero();
            assertThat(firings.running(me.id()))
                    .extracting(Firing::id)
                    .contains(running.get(5).id());
        }

        @Test
        void outputs_are_kept_and_requests_to_stop_reach_only_what_runs() {
            Outputs outputs = context.getBean(Outputs.class);
            jobs.add(job("said", "1h", now.minusSeconds(1), Map.of(), Kind.HTTP));
            jobs.add(job("message", "1h", now.minusSeconds(1)));
            Firing firing = taken(
                            "said",
                            dueJobs.take(Kind.HTTP, 100, me, FiringPlan::of).firings())
                    .getFirst();
            assertThat(outputs.wantStop(taken("message", take(me)).getFirst().id()))
                    .isFalse();

            outputs.keep(Map.of(firing.id(), "so far 🦋"));
            assertThat(outputs.of(firing.id())).contains(new Outputs.Said("running", "so far 🦋"));
            assertThat(outputs.wanted(List.of(firing.id()))).isEmpty();
            assertThat(outputs.wantStop(firing.id())).isTrue();
            assertThat(outputs.wanted(List.of(firing.id()))).containsExactly(firing.id());

            assertThat(outputs.endWaiting(firing.id(), "why")).isFalse();
            firings.end(List.of(outcome(firing, true)));
            assertThat(outputs.wantStop(firing.id())).isFalse();
            assertThat(outputs.of("nobody")).isEmpty();
        }

        private Job job(String id, String rule, Instant next) {
            return job(id, rule, next, Map.of());
        }

        private Job job(String id, String rule, Instant next, Map<String, String> policies) {
            return job(id, rule, next, policies, Kind.MESSAGE);
        }

        private Job job(String id, String rule, Instant next, Map<String, String> policies, Kind kind) {
            return new Job(
                    new Job.Identity(id, Uid.next(now), "contract"),
                    new Job.Timing(Rules.parse("interval", rule, now, ZoneOffset.UTC), Optional.of(next), next),
                    new Job.Action("/demo_api/ping", kind),
                    PolicyCodec.read(policies),
                    Optional.of("a note"),
                    now);
        }

        private List<Firing> take(Incarnation owner) {
            return dueJobs.take(Kind.MESSAGE, 100, owner, FiringPlan::of).firings();
        }

        private static List<Firing> taken(String id, List<Firing> firings) {
            return firings.stream().filter(firing -> firing.jobId().equals(id)).toList();
        }

        private Firing firing(Job job, Instant due) {
            String id = Uid.next(now);
            return Firing.first(
                    id,
                    new Firing.JobRef(job.id(), job.name()),
                    new Firing.Snapshot(job.cmd(), job.kind(), Policies.DEFAULT),
                    due,
                    0);
        }

        private static Firing withOwner(Firing firing, long owner) {
            return new Firing(
                    firing.id(),
                    firing.job(),
                    firing.snapshot(),
                    firing.dueAt(),
                    firing.tries(),
                    owner,
                    firing.traceId());
        }

        private Outcome outcome(Firing firing, boolean isSuccess) {
            return new Outcome(
                    firing,
                    isSuccess ? Status.SUCCEEDED : Status.FAILED,
                    "said",
                    now,
                    now,
                    Duration.ofMillis(5),
                    Optional.empty());
        }

        private List<HistoryEntry> ended(String id) {
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
}
