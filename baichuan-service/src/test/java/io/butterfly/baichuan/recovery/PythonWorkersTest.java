package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When a Python worker is gone: the whole rule, as a table. Times are minutes ago. */
class PythonWorkersTest {
    private static final long NOW = Duration.ofDays(20_000).toMillis();
    private static final String HANDLER = "/a/b";
    private static final String W = "vm:1:1";
    private static final String V = "vm:1:2";

    private final List<Survey.Taken> taken = new ArrayList<>();
    private final Map<String, MessageSnapshot> snapshots = new HashMap<>();
    private final List<Registration> registrations = new ArrayList<>();
    private boolean isWhole = true;

    private static long ago(double minutes) {
        return NOW - (long) (minutes * 60_000);
    }

    private Survey.Taken message(String worker, double takenAgo, Status status) {
        Survey.Taken one = new Survey.Taken("m" + taken.size(), ago(takenAgo));
        taken.add(one);
        snapshots.put(
                one.id(),
                new MessageSnapshot(
                        one.id(),
                        HANDLER,
                        status,
                        new MessageSnapshot.Holder("", 0, worker),
                        new MessageSnapshot.Execution(one.at(), -1, 1, 3),
                        0,
                        86_400));
        return one;
    }

    private Survey.Taken begun(String worker, double takenAgo) {
        return message(worker, takenAgo, Status.STARTED);
    }

    private Survey.Taken waiting(double takenAgo) {
        return message("", takenAgo, Status.STARTED);
    }

    private void registered(String worker, double bornAgo) {
        registrations.add(new Registration(worker, ago(bornAgo), ago(0.5), List.of(HANDLER)));
    }

    private PythonWorkers workers() {
        return new PythonWorkers(taken, snapshots, registrations, isWhole);
    }

    private boolean isLost(Survey.Taken one) {
        return workers().haveLost(snapshots.get(one.id()), one.at(), NOW);
    }

    @Nested
    class What_a_worker_has_begun {
        @Test
        void is_its_own_while_it_is_registered_however_long_it_takes() {
            registered(W, 300);

            assertThat(isLost(begun(W, 59))).isFalse();
        }

        @Test
        void is_its_own_for_ten_minutes_without_a_registration() {
            assertThat(isLost(begun(W, 9.9))).isFalse();
            assertThat(isLost(begun(W, 10.1)))
                    .as("though the other one is young")
                    .isFalse();
        }

        @Test
        void is_lost_when_it_is_not_registered_and_has_taken_nothing_for_ten_minutes() {
            assertThat(isLost(begun(W, 10.1))).isTrue();
        }

        @Test
        void is_not_lost_while_it_ends_messages_although_its_registration_has_expired() {
            Survey.Taken one = begun(W, 15);
            PythonWorkers workers = workers();
            assertThat(workers.silent(NOW)).containsExactly(W);

            workers.sign(W, ago(9));

            assertThat(workers.haveLost(snapshots.get(one.id()), one.at(), NOW)).isFalse();
            assertThat(workers.silent(NOW)).isEmpty();
        }

        @Test
        void is_not_lost_while_its_heartbeat_writes_into_what_is_left_of_its_registration() {
            registrations.add(new Registration(W, 0, ago(1), List.of()));

            assertThat(isLost(begun(W, 15))).isFalse();
        }

        @Test
        void is_lost_when_all_that_is_left_of_its_registration_is_counters() {
            registrations.add(new Registration(W, 0, 0, List.of()));

            assertThat(isLost(begun(W, 15))).isTrue();
        }

        @Test
        void is_lost_when_another_process_has_its_name_now() {
            registered(W, 12);

            assertThat(isLost(begun(W, 15))).isTrue();
            assertThat(isLost(begun(W, 11))).isFalse();
        }
    }

    @Nested
    class What_waits_in_the_memory_of_whoever_took_it {
        @Test
        void is_lost_after_ten_minutes_when_there_is_no_worker() {
            assertThat(isLost(waiting(9.9))).isFalse();
            assertThat(isLost(waiting(10.1))).isTrue();
        }

        @Test
        void may_be_with_a_worker_that_is_busy_with_earlier_ones() {
            registered(W, 60);
            begun(W, 16);

            assertThat(isLost(waiting(15))).isFalse();
        }

        @Test
        void is_lost_when_every_worker_was_born_later() {
            registered(W, 14);
            begun(W, 13);

            assertThat(isLost(waiting(15))).isTrue();
        }

        @Test
        void is_lost_when_every_worker_has_begun_a_later_one_because_they_begin_in_order() {
            registered(W, 60);
            begun(W, 16);
            begun(W, 14);

            assertThat(isLost(waiting(15))).isTrue();
            assertThat(isLost(waiting(14.02)))
                    .as("taken 1.2 s before: times have no fraction")
                    .isFalse();
        }

        @Test
        void is_lost_when_no_worker_does_anything() {
            registered(W, 60);

            assertThat(isLost(waiting(15))).isTrue();
        }

        @Test
        void is_not_lost_by_that_when_not_everything_was_seen() {
            registered(W, 60);
            isWhole = false;

            assertThat(isLost(waiting(15))).isFalse();
        }

        @Test
        void may_be_with_any_of_several_workers() {
            registered(W, 60);
            registered(V, 60);
            begun(W, 5);
            begun(V, 20);

            assertThat(isLost(waiting(15))).isFalse();
        }

        @Test
        void may_be_with_one_whose_registration_has_expired_but_that_has_taken_something_lately() {
            begun(W, 16);
            Survey.Taken one = waiting(15);
            PythonWorkers workers = workers();
            workers.sign(W, ago(1));

            assertThat(workers.haveLost(snapshots.get(one.id()), one.at(), NOW)).isFalse();
        }

        @Test
        void is_not_with_a_worker_of_other_handlers() {
            registrations.add(new Registration(W, ago(60), ago(1), List.of("/other")));
            begun(W, 16);

            assertThat(isLost(waiting(15))).isTrue();
        }

        @Test
        void is_judged_in_the_same_way_when_it_was_not_even_marked_as_started() {
            registered(W, 60);
            begun(W, 16);

            assertThat(isLost(message("", 15, Status.QUEUED))).isFalse();
            assertThat(isLost(message(V, 15, Status.QUEUED)))
                    .as("the name of an earlier one")
                    .isFalse();
        }
    }
}
