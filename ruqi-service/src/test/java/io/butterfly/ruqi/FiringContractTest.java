package io.butterfly.ruqi;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.HistoryEntry;
import io.butterfly.ruqi.history.Outcome;
import io.butterfly.ruqi.history.PublishedFirings;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.replica.Replicas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store promises about firings and their owners: the same tests for each. */
class FiringContractTest {
    @Nested
    class mysql extends Contract {
        @Override
        Map<String, Object> properties() {
            return onMySql();
        }
    }

    @Nested
    class memory extends Contract {
        @Override
        Map<String, Object> properties() {
            return inMemory();
        }
    }

    abstract static class Contract extends StoreContract {
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
            assertThat(firings.loseStarted()).hasSize(1);
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
    }
}
