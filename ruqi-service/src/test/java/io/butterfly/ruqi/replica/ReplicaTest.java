package io.butterfly.ruqi.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.kernel.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReplicaTest {
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final AtomicLong nanos = new AtomicLong();
    private final Store store = new Store();
    private final StoreClock clock = new StoreClock(ZoneOffset.UTC, SteadyClock.of(Instant.EPOCH, nanos::get));
    private final Replica replica = new Replica(store, clock, LEASE);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        replica.tick();
    }

    @Test
    void others_are_deleted_once_its_own_lease_has_been_held_for_a_whole_one() {
        replica.tick();
        replica.deleteLapsedOthers();
        assertThat(store.deletions).isZero();

        pass(LEASE.minusSeconds(1));
        pass(Duration.ofSeconds(1));
        replica.deleteLapsedOthers();
        assertThat(store.deletions).isOne();
    }

    @Test
    void a_step_of_the_stores_clock_that_its_lease_has_not_noticed_yet_deletes_no_one() {
        replica.tick();
        pass(LEASE.minusSeconds(1));
        pass(Duration.ofSeconds(1));
        store.step = Duration.ofHours(1);

        replica.deleteLapsedOthers();
        assertThat(store.deletions).isZero();

        pass(LEASE.minusSeconds(1));
        pass(Duration.ofSeconds(1));
        replica.deleteLapsedOthers();
        assertThat(store.deletions).as("after the others had time to renew").isOne();
    }

    /** A store whose clock can step. */
    private final class Store implements Replicas {
        final List<Entry> entries = new ArrayList<>();
        Duration step = Duration.ZERO;
        int deletions;

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
            deletions++;
            return List.of();
        }

        @Override
        public List<Entry> list() {
            return entries;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos.get()).plus(step);
        }
    }
}
