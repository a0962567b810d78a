package io.butterfly.ruqi.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.api.Refusal;
import io.butterfly.api.Stat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdoptionTest {
    @Test
    void a_row_is_not_blamed_for_a_time_that_is_not_known_yet() {
        Adoption adoption = new Adoption((behind, decide) -> Optional.empty(), null, new UnknownTime(), () -> true);
        PythonJobs.PythonJob old = new PythonJobs.PythonJob(
                "a", "u", "n", "interval", "1200s", Optional.of(Instant.EPOCH), Pickles.get("http py2-0"));

        assertThatThrownBy(() -> adoption.decide(old))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("cannot be reached");
    }

    /** The name of the function is a list that holds itself. */
    @Test
    void a_forged_row_is_parked_like_any_other() {
        byte[] forged =
                "}(S'kwargs'\n}(S'cmd'\nS'/a'\nuS'func'\n]q\u0000h\u0000au.".getBytes(StandardCharsets.ISO_8859_1);
        Adoption adoption = new Adoption((behind, decide) -> Optional.empty(), null, Clock.systemUTC(), () -> true);

        PythonJobs.AdoptionResult result =
                adoption.decide(new PythonJobs.PythonJob("a", "u", "n", "interval", "1200s", Optional.empty(), forged));

        assertThat(result)
                .isInstanceOfSatisfying(PythonJobs.AdoptionResult.Parked.class, parked -> assertThat(parked.reason())
                        .contains("does not name the function"));
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
