package io.butterfly.ruqi.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.replica.Incarnation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Firings that are being carried out, and their outcomes until they are written. */
class OutcomesTest {
    @Test
    void what_a_former_owner_gives_up_stays_open_for_the_present_one() {
        Outcomes outcomes = new Outcomes(null, null); // nothing is written here
        outcomes.expect(List.of(firing(1)));
        outcomes.expect(List.of(firing(2))); // this process lost its lease, and took its own firing over

        outcomes.giveUp(firing(1));
        assertThat(outcomes.openTries()).containsExactly(firing(2).currentTry());

        outcomes.giveUp(firing(2));
        assertThat(outcomes.openTries()).isEmpty();
    }

    @Test
    void what_an_earlier_try_gives_up_late_stays_open_for_the_next_one_of_the_same_owner() {
        Outcomes outcomes = new Outcomes(null, null); // nothing is written here
        Firing next = firing(1).resumedBy(1, true);
        outcomes.expect(List.of(firing(1)));
        outcomes.expect(List.of(next)); // its retry is resumed before its outcome is known to be written

        outcomes.giveUp(firing(1).withoutRetries());

        assertThat(outcomes.openTries()).containsExactly(next.currentTry());
    }

    @Test
    void an_outcome_keeps_what_the_ledger_can_hold() {
        Outcome outcome = new Outcome(
                firing(1),
                Status.FAILED,
                "🦋".repeat(5_000),
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO,
                Optional.of("🦋".repeat(2_000)));

        assertThat(outcome.output()).isEqualTo("🦋".repeat(4_096));
        assertThat(outcome.reason()).contains("🦋".repeat(1_024));
    }

    @Test
    void half_a_character_is_kept_out_of_the_ledger() {
        assertThat(outcome("F", "x\ud83dy").output()).isEqualTo("x\uFFFDy");
    }

    @Test
    void an_outcome_that_the_store_refuses_goes_without_its_texts_and_spoils_no_other_one() {
        Refusing store = new Refusing();
        List<Outcome> outcomes = IntStream.range(0, 100)
                .mapToObj(i -> outcome("F" + i, i % 33 == 5 ? "BAD" : "said"))
                .toList();

        writer(store).end(outcomes);

        assertThat(store.written).hasSize(100);
        assertThat(store.written.get("F6").output()).isEqualTo("said");
        assertThat(store.written.get("F5").output()).contains("could not be stored");
    }

    @Test
    void an_outcome_that_the_store_refuses_without_its_texts_too_stays_open_and_keeps_no_other_one() {
        Refusing store = new Refusing();
        store.refusedId = "F5";
        Outcomes outcomes = new Outcomes(writer(store), new ResumeSchedule(SteadyClock.system(), new Signal()));
        List<Outcome> ended =
                IntStream.range(0, 10).mapToObj(i -> outcome("F" + i, "said")).toList();
        try (outcomes) {
            outcomes.start();
            outcomes.expect(ended.stream().map(Outcome::firing).toList());
            ended.forEach(outcomes::record);
        }

        assertThat(store.written).hasSize(9);
        assertThat(outcomes.openTries()).containsExactly(ended.get(5).firing().currentTry());
    }

    @Test
    void a_store_that_is_away_is_not_asked_in_halves() {
        Refusing store = new Refusing();
        store.isAway = true;

        assertThatThrownBy(() -> writer(store).end(List.of(outcome("A", "x"), outcome("B", "x"))))
                .isInstanceOf(Refusal.class);
        assertThat(store.calls).isOne();
    }

    @Test
    void what_is_written_at_once_is_bounded_in_size() {
        Refusing store = new Refusing();
        try (Outcomes outcomes = new Outcomes(writer(store), new ResumeSchedule(SteadyClock.system(), new Signal()))) {
            outcomes.start();
            for (int i = 0; i < 1_000; i++) {
                outcomes.record(outcome("F" + i, "\"".repeat(4_096)));
            }
        }

        assertThat(store.written).hasSize(1_000);
        assertThat(store.longest).isLessThan(600_000);
    }

    private static OutcomeWriter writer(Firings store) {
        return new OutcomeWriter(
                store, FiringMeters.unseen(), new FiringLog(Optional.empty(), Optional.empty()), FiringEvents.unseen());
    }

    /** A store that takes everything but a certain text. */
    private static final class Refusing implements Firings {
        final Map<String, Outcome> written = new HashMap<>();
        boolean isAway;
        String refusedId = "";
        int calls;
        int longest;

        @Override
        public void end(List<Outcome> outcomes) {
            calls++;
            longest = Math.max(
                    longest,
                    outcomes.stream()
                            .mapToInt(outcome -> outcome.output().length())
                            .sum());
            if (isAway) {
                throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "away");
            }
            if (outcomes.stream()
                    .anyMatch(outcome -> outcome.output().equals("BAD")
                            || outcome.firing().id().equals(refusedId))) {
                throw new IllegalStateException("a text that the store cannot hold");
            }
            outcomes.forEach(outcome -> written.put(outcome.firing().id(), outcome));
        }

        @Override
        public boolean start(Firing firing, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<Kind> orphaned() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> adopt(Kind kind, int limit, Incarnation owner) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> resume(Kind kind, int limit, Incarnation owner) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> running(long owner) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Firing> loseStarted() {
            throw new UnsupportedOperationException();
        }
    }

    private static Outcome outcome(String id, String output) {
        Firing firing = TestFirings.of(id, "job", 1);
        return new Outcome(
                firing, Status.FAILED, output, Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Optional.empty());
    }

    private static Firing firing(long owner) {
        return TestFirings.of("F", "job", owner);
    }
}
