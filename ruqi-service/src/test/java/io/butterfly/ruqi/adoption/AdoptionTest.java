package io.butterfly.ruqi.adoption;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdoptionTest {
  @Test
  void a_row_is_not_blamed_for_a_time_that_cannot_be_told_yet() {
    Adoption adoption = new Adoption((behind, decide) -> Optional.empty(), null, new UnknownTime(), () -> true);
    OldJobs.OldJob old = new OldJobs.OldJob("a", "u", "n", "interval", "1200s", Optional.of(Instant.EPOCH), Pickles.get("http py2-0"));

    assertThatThrownBy(() -> adoption.decide(old)).isInstanceOf(Refusal.class).hasMessageContaining("cannot be reached");
  }

  /** A clock of a database that has not answered yet. */
  private static final class UnknownTime extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      throw new Refusal(Stat.ERR_SERVER_EXCEPTION, "the database cannot be reached right now");
    }
  }
}
