package io.butterfly.ruqi.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.ruqi.command.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is in hand, and what of it is kept until it is written. */
class OutcomesTest {
  @Test
  void what_a_former_owner_gives_up_stays_in_the_hands_of_the_present_one() {
    Outcomes outcomes = new Outcomes(null, null); // nothing is written here
    outcomes.expect(List.of(firing(1)));
    outcomes.expect(List.of(firing(2))); // this process lost its lease, and took its own firing over

    outcomes.giveUp(firing(1));
    assertThat(outcomes.owed()).containsExactly("F");

    outcomes.giveUp(firing(2));
    assertThat(outcomes.owed()).isEmpty();
  }

  @Test
  void an_outcome_keeps_what_the_ledger_can_hold() {
    Outcome outcome = new Outcome(
        firing(1), false, "🦋".repeat(5_000), Instant.EPOCH, Instant.EPOCH, Duration.ZERO, Optional.of("🦋".repeat(2_000)));

    assertThat(outcome.output()).isEqualTo("🦋".repeat(4_096));
    assertThat(outcome.reason()).contains("🦋".repeat(1_024));
  }

  private static Firing firing(long owner) {
    return new Firing("F", "job", "name", "/a", Kind.MESSAGE, Instant.EPOCH, 1, owner, "F");
  }
}
