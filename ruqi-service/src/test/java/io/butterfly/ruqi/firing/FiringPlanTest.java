package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.firing.FiringPlan.Circumstances;
import io.butterfly.ruqi.firing.FiringPlan.Decision;
import io.butterfly.ruqi.firing.FiringPlan.DueJob;
import io.butterfly.ruqi.policy.ExcludedDays;
import io.butterfly.ruqi.policy.Overlap;
import io.butterfly.ruqi.policy.Policies;
import io.butterfly.ruqi.policy.PolicyCodec;
import io.butterfly.ruqi.rule.Bounded;
import io.butterfly.ruqi.rule.Rules;
import io.butterfly.ruqi.rule.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FiringPlanTest {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    static final Trigger EVERY_SECOND = Rules.parse("interval", "1s", NOON, ZoneOffset.UTC);
    static final Trigger EVERY_MINUTE = Rules.parse("cron", "0 * * * * *", NOON, ZoneOffset.UTC);
    static final Trigger ONCE = Rules.parse("date", "2026-11-20 12:00:00", NOON, ZoneOffset.UTC);

    @Nested
    class a_job_that_is_on_time {
        @Test
        void fires_and_is_due_again() {
            assertThat(plan(EVERY_SECOND, NOON, NOON))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.of(NOON.plusSeconds(1))));
            assertThat(plan(EVERY_MINUTE, NOON, NOON))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.of(NOON.plusSeconds(60))));
        }

        @Test
        void goes_away_when_it_was_for_once() {
            assertThat(plan(ONCE, NOON, NOON.plusSeconds(5)))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.empty()));
        }
    }

    @Nested
    class after_an_outage_within_the_grace {
        @Test
        void the_oldest_instant_fires_first_and_the_job_stays_due() {
            assertThat(plan(EVERY_SECOND, NOON, NOON.plusSeconds(30)))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.of(NOON.plusSeconds(1))));
        }
    }

    @Nested
    class after_a_longer_outage {
        @Test
        void the_newest_misfire_fires_and_one_row_tells_of_the_others() {
            FiringPlan plan = plan(EVERY_SECOND, NOON, NOON.plusSeconds(40));

            assertThat(plan.decisions()).hasSize(2);
            assertThat((Decision.Skip) plan.decisions().getFirst()).satisfies(skip -> {
                assertThat(skip.first()).isEqualTo(NOON);
                assertThat(skip.last()).isEqualTo(NOON.plusSeconds(8));
                assertThat(skip.count()).isEqualTo(9);
                assertThat(skip.reason()).contains("30 s late");
            });
            assertThat(plan.decisions().getLast()).isEqualTo(fire(NOON.plusSeconds(9)));
            assertThat(plan.next()).contains(NOON.plusSeconds(10));
        }

        @Test
        void a_single_misfire_fires_alone() {
            assertThat(plan(ONCE, NOON, NOON.plus(Duration.ofDays(3))))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.empty()));
            assertThat(plan(EVERY_SECOND, NOON, NOON.plusMillis(30_500)).decisions())
                    .containsExactly(fire(NOON));
        }

        @Test
        void a_year_of_an_interval_is_counted_and_not_walked() {
            FiringPlan plan = plan(EVERY_SECOND, NOON, NOON.plus(Duration.ofDays(365)));

            assertThat(((Decision.Skip) plan.decisions().getFirst()).count()).isEqualTo(365L * 86_400 - 31);
            assertThat(plan.next()).contains(NOON.plus(Duration.ofDays(365)).minusSeconds(30));
        }

        @Test
        void a_cron_rule_is_walked_a_part_at_a_time() {
            FiringPlan plan = plan(EVERY_MINUTE, NOON, NOON.plus(Duration.ofDays(2)));

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(
                            skip.count())
                    .isEqualTo(2_000));
            assertThat(plan.next()).contains(NOON.plus(Duration.ofMinutes(2_000)));
        }

        @Test
        void every_instant_has_exactly_one_decision() {
            Instant now = NOON.plusSeconds(100);
            Optional<Instant> due = Optional.of(NOON);
            long settled = 0;
            while (due.isPresent() && !due.get().isAfter(now)) {
                FiringPlan plan = plan(EVERY_SECOND, due.get(), now);
                for (Decision decision : plan.decisions()) {
                    settled += switch (decision) {
                        case Decision.Fire fire -> 1;
                        case Decision.Wait wait -> 1;
                        case Decision.Skip skip -> skip.count();
                    };
                }
                due = plan.next();
            }

            assertThat(settled).isEqualTo(101);
            assertThat(due).contains(now.plusSeconds(1));
        }
    }

    @Nested
    class while_an_earlier_firing_runs {
        @Test
        void everything_due_is_skipped() {
            FiringPlan plan = FiringPlan.of(
                    new DueJob(EVERY_SECOND, NOON, Policies.DEFAULT, open(Overlap.SKIP, false)), NOON.plusSeconds(2));

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> {
                assertThat(skip.first()).isEqualTo(NOON);
                assertThat(skip.last()).isEqualTo(NOON.plusSeconds(2));
                assertThat(skip.count()).isEqualTo(3);
                assertThat(skip.reason()).contains("still running");
            });
            assertThat(plan.next()).contains(NOON.plusSeconds(3));
        }
    }

    @Nested
    class under_policies_of_its_own {
        private final Instant late = NOON.plusSeconds(40);

        @Test
        void misfires_are_let_go_when_it_says_skip() {
            FiringPlan plan = plan(Map.of("misfire", "skip"), EVERY_SECOND, late);

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(
                            skip.count())
                    .isEqualTo(10));
            assertThat(plan.next()).contains(NOON.plusSeconds(10));
        }

        @Test
        void misfires_all_fire_when_it_says_all_but_not_more_than_a_thousand() {
            assertThat(plan(Map.of("misfire", "all"), EVERY_SECOND, late))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.of(NOON.plusSeconds(1))));
            FiringPlan day = plan(Map.of("misfire", "all"), EVERY_SECOND, NOON.plus(Duration.ofDays(1)));
            assertThat(day.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(
                            skip.count())
                    .isEqualTo(86_400 - 30 - 1_000));
            assertThat(plan(Map.of("misfire", "all"), EVERY_SECOND, day.next().get(), NOON.plus(Duration.ofDays(1)))
                            .decisions())
                    .containsExactly(fire(day.next().get()));
            FiringPlan walked = plan(Map.of("misfire", "all"), EVERY_MINUTE, NOON.plus(Duration.ofMinutes(1_500)));
            assertThat(walked.decisions())
                    .singleElement()
                    .isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(skip.count())
                            .isEqualTo(500));
        }

        @Test
        void the_grace_is_its_own() {
            assertThat(plan(Map.of("misfire_grace", "60"), EVERY_SECOND, late).decisions())
                    .containsExactly(fire(NOON));
            assertThat(plan(Map.of("misfire_grace", "0"), EVERY_SECOND, NOON.plusSeconds(2))
                            .decisions())
                    .hasSize(2);
        }

        @Test
        void jitter_is_no_lateness() {
            Map<String, String> jittered = Map.of("misfire", "skip", "jitter", "3600");

            assertThat(plan(jittered, ONCE, NOON.plusSeconds(3_600)).decisions())
                    .containsExactly(fire(NOON));
            assertThat(plan(jittered, EVERY_MINUTE, NOON.plusSeconds(3_630)))
                    .isEqualTo(new FiringPlan(List.of(fire(NOON)), Optional.of(NOON.plusSeconds(60))));
            assertThat(plan(jittered, ONCE, NOON.plusSeconds(3_631)).decisions())
                    .singleElement()
                    .isInstanceOf(Decision.Skip.class);
        }

        @Test
        void an_instant_that_its_jitter_may_still_delay_is_not_skipped_for_an_overlap() {
            Policies jittered = PolicyCodec.read(Map.of("jitter", "10"));
            FiringPlan plan = FiringPlan.of(
                    new DueJob(EVERY_SECOND, NOON, jittered, open(Overlap.SKIP, false)), NOON.plusSeconds(12));

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(
                            skip.last())
                    .isEqualTo(NOON.plusSeconds(2)));
            assertThat(plan.next()).contains(NOON.plusSeconds(3));
        }

        @Test
        void an_overlap_is_allowed_or_one_waits() {
            assertThat(FiringPlan.of(
                            new DueJob(EVERY_SECOND, NOON, Policies.DEFAULT, open(Overlap.QUEUE, false)), NOON))
                    .isEqualTo(new FiringPlan(List.of(new Decision.Wait(NOON)), Optional.of(NOON.plusSeconds(1))));
            assertThat(FiringPlan.of(new DueJob(EVERY_SECOND, NOON, Policies.DEFAULT, open(Overlap.QUEUE, true)), NOON)
                            .decisions())
                    .singleElement()
                    .isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(skip.reason())
                            .contains("one waited already"));
        }

        @Test
        void excluded_days_are_skipped_whole_in_the_zone_of_the_job() {
            ExcludedDays twoDays = new ExcludedDays(
                    ZoneId.of("Asia/Shanghai"), Set.of(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 21)));
            Policies policies = PolicyCodec.read(Map.of("calendar", "假日"));
            FiringPlan plan = FiringPlan.of(
                    new DueJob(
                            EVERY_SECOND,
                            NOON,
                            policies,
                            new Circumstances(Overlap.ALLOW, false, false, false, twoDays)),
                    NOON);

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> {
                assertThat(skip.count()).isEqualTo(28 * 3_600);
                assertThat(skip.reason()).contains("假日");
            });
            assertThat(plan.next()).contains(Instant.parse("2026-11-21T16:00:00Z"));
        }

        @Test
        void a_job_that_failed_too_often_is_paused_and_says_so() {
            Policies policies = PolicyCodec.read(Map.of("pause_after_failures", "3"));
            FiringPlan plan = FiringPlan.of(
                    new DueJob(
                            EVERY_SECOND,
                            NOON,
                            policies,
                            new Circumstances(Overlap.ALLOW, false, false, true, Circumstances.NONE.excluded())),
                    NOON);

            assertThat(plan.paused()).contains("paused after 3 failures in a row");
            assertThat(plan.decisions()).singleElement().isInstanceOf(Decision.Skip.class);
        }

        @Test
        void nothing_is_made_up_for_after_the_end_of_its_window() {
            Trigger until = new Bounded(EVERY_SECOND, Optional.empty(), Optional.of(NOON.plusSeconds(3)));
            FiringPlan plan = plan(Map.of("misfire", "skip"), until, late);

            assertThat(plan.decisions()).singleElement().isInstanceOfSatisfying(Decision.Skip.class, skip -> assertThat(
                            skip.count())
                    .isEqualTo(4));
            assertThat(plan.next()).isEmpty();
        }

        private FiringPlan plan(Map<String, String> policies, Trigger trigger, Instant now) {
            return plan(policies, trigger, NOON, now);
        }

        private FiringPlan plan(Map<String, String> policies, Trigger trigger, Instant due, Instant now) {
            return FiringPlan.of(new DueJob(trigger, due, PolicyCodec.read(policies), Circumstances.NONE), now);
        }
    }

    private static Circumstances open(Overlap overlap, boolean hasQueued) {
        return new Circumstances(overlap, true, hasQueued, false, Circumstances.NONE.excluded());
    }

    private static FiringPlan plan(Trigger trigger, Instant due, Instant now) {
        return FiringPlan.of(new DueJob(trigger, due, Policies.DEFAULT, Circumstances.NONE), now);
    }

    private static Decision.Fire fire(Instant due) {
        return new Decision.Fire(due);
    }
}
