package io.butterfly.ruqi.firing;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.kernel.Signal;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.history.EndedFirings;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.FiringEvents;
import io.butterfly.ruqi.history.FiringMeters;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.history.TestOutcomes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dispatcher that cannot do its work. */
class DispatchersTest {
    private final EndedFirings store = new EndedFirings();
    private final Outcomes outcomes = TestOutcomes.into(store);

    @AfterEach
    void close() {
        outcomes.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
    void whatever_a_dispatcher_throws_its_firings_have_failed_and_their_slots_are_free(
            Class<? extends Throwable> type) {
        outcomes.start();
        Throwing dispatcher = new Throwing(type);
        Dispatchers dispatchers = new Dispatchers(
                List.of(dispatcher), outcomes, FiringMeters.unseen(), FiringEvents.unseen(), Clock.systemUTC());

        dispatchers.dispatch(dispatcher, List.of(TestFirings.of("A", "job", 1), TestFirings.of("B", "job", 1)));

        Eventually.until(Duration.ofSeconds(60), () -> store.all().size() == 2);
        assertThat(store.all()).allSatisfy(outcome -> {
            assertThat(outcome.status()).isEqualTo(Status.FAILED);
            assertThat(outcome.reason().orElseThrow()).contains("internal error");
        });
        assertThat(dispatcher.slots().free()).isEqualTo(2);
        Eventually.until(Duration.ofSeconds(60), () -> outcomes.openTries().isEmpty());
    }

    @Test
    void no_firings_are_not_dispatched() {
        outcomes.start();
        Throwing dispatcher = new Throwing(IllegalStateException.class);

        new Dispatchers(List.of(dispatcher), outcomes, FiringMeters.unseen(), FiringEvents.unseen(), Clock.systemUTC())
                .dispatch(dispatcher, List.of());

        assertThat(dispatcher.slots().free()).isEqualTo(2);
    }

    private record Throwing(Class<? extends Throwable> type, Slots slots) implements Dispatcher {
        Throwing(Class<? extends Throwable> type) {
            this(type, new Slots(2, new Signal()));
        }

        @Override
        public Kind kind() {
            return Kind.HTTP;
        }

        @Override
        public void dispatch(List<Firing> firings) {
            if (type == StackOverflowError.class) {
                throw new StackOverflowError("test");
            }
            throw new IllegalStateException("test");
        }

        @Override
        public void close() {}
    }
}
