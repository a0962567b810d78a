package io.butterfly.ruqi.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.embedded.Eventually;
import io.butterfly.kernel.Signal;
import io.butterfly.kernel.SteadyClock;
import io.butterfly.ruqi.TestFirings;
import io.butterfly.ruqi.command.Kind;
import io.butterfly.ruqi.firing.Slots;
import io.butterfly.ruqi.history.EndedFirings;
import io.butterfly.ruqi.history.Firing;
import io.butterfly.ruqi.history.OpenRuns;
import io.butterfly.ruqi.history.Outcomes;
import io.butterfly.ruqi.history.Status;
import io.butterfly.ruqi.history.TestOutcomes;
import io.butterfly.ruqi.replica.Replica;
import io.butterfly.ruqi.replica.Replicas;
import io.butterfly.ruqi.replica.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that breaks in a way that no one expects. */
class SingleDispatcherTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @Test
    void has_failed_and_does_not_stay_open() {
        EndedFirings store = new EndedFirings();
        Outcomes outcomes = TestOutcomes.into(store);
        StoreClock clock = new StoreClock(ZoneOffset.UTC, SteadyClock.system());
        Replica replica = new Replica(new OneReplica(), clock, Duration.ofSeconds(60));
        replica.start("here");
        outcomes.start();
        Slots slots = new Slots(0, new Signal());
        DispatchContext context = new DispatchContext(replica, store, null, outcomes, clock);
        try (SingleDispatcher dispatcher = new SingleDispatcher(new Breaking(), slots, context, new OpenRuns(null))) {
            Eventually.until(SOON, () -> replica.held().isPresent());
            Firing firing = TestFirings.of("F", "job", 1);
            outcomes.expect(List.of(firing));

            dispatcher.dispatch(List.of(firing));

            Eventually.until(SOON, () -> store.all().size() == 1);
            assertThat(store.all().getFirst().status()).isEqualTo(Status.FAILED);
            assertThat(store.all().getFirst().reason().orElseThrow()).contains("internal error");
            Eventually.until(SOON, () -> outcomes.openTries().isEmpty());
        } finally {
            outcomes.close();
            replica.close();
        }
    }

    private static final class Breaking implements Runner {
        @Override
        public Kind kind() {
            return Kind.HTTP;
        }

        @Override
        public RunResult run(Firing firing, OpenRuns.OpenRun open) {
            throw new StackOverflowError("test");
        }

        @Override
        public void close() {}
    }

    private static final class OneReplica implements Replicas {
        @Override
        public long register(String name, Duration lease) {
            return 1;
        }

        @Override
        public boolean renew(long id, Duration lease) {
            return true;
        }

        @Override
        public void release(long id) {}

        @Override
        public List<String> deleteLapsed() {
            return List.of();
        }

        @Override
        public List<Entry> list() {
            return List.of();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    }
}
