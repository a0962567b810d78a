package io.butterfly.ruqi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.ExtraFirings;
import io.butterfly.ruqi.firing.FiringPlan;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.History.Whose;
import io.butterfly.ruqi.history.Outputs;
import io.butterfly.ruqi.job.Job;
import io.butterfly.ruqi.job.JobEntry;
import io.butterfly.ruqi.job.JobFilter;
import io.butterfly.ruqi.job.JobStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every store promises about jobs and their history: the same tests for each. */
class StoreContractTest {
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
        void an_id_is_taken_once_and_compared_by_every_byte() {
            assertThat(jobs.add(job("Twice", "1h", now.plusSeconds(60)))).isTrue();
            assertThat(jobs.add(job("Twice", "1h", now.plusSeconds(60)))).isFalse();
            assertThat(jobs.add(job("twice", "1h", now.plusSeconds(60)))).isTrue();
            assertThat(jobs.remove("Twice")).isTrue();
            assertThat(jobs.remove("Twice")).isFalse();
        }

        @Test
        void jobs_that_are_changed_together_are_made_changed_and_removed_or_left_as_they_were() {
            jobs.add(job("together-old", "1h", now.plusSeconds(60)));
            jobs.add(job("together-gone", "1h", now.plusSeconds(60)));
            List<String> ids = List.of("together-old", "together-new", "together-gone");

            assertThatThrownBy(() -> jobs.changeAll(ids, present -> {
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
            jobs.changeAll(ids, present -> {
                assertThat(present).containsOnlyKeys("together-old", "together-gone");
                return new JobStore.Changes(
                        List.of(
                                job("together-old", "2h", now.plusSeconds(60)),
                                job("together-new", "3h", now.plusSeconds(60))),
                        List.of("together-gone", "together-never"));
            });

            assertThat(jobs.find("together-old")).map(JobEntry::rule).contains("7200s");
            assertThat(jobs.find("together-new")).map(JobEntry::rule).contains("10800s");
            assertThat(jobs.find("together-gone")).isEmpty();
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
    }
}
