package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.MessageSnapshot;
import io.butterfly.baichuan.message.Status;
import io.butterfly.baichuan.recovery.Repair.Announced;
import io.butterfly.baichuan.recovery.Repair.Lapsed;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RepairTest {
    private static final long NOW = 1_000_000;

    private static Optional<MessageSnapshot> message(
            Status status, String lease, long leaseUntil, int timeout, int attempt) {
        return Optional.of(new MessageSnapshot(
                "m1",
                "/a/b",
                status,
                new MessageSnapshot.Holder(lease, leaseUntil, ""),
                new MessageSnapshot.Execution(NOW - 60_000, timeout, attempt, 3),
                0,
                86_400));
    }

    private static Optional<MessageSnapshot> due(long notBefore) {
        return Optional.of(new MessageSnapshot(
                "m1",
                "/a/b",
                Status.QUEUED,
                new MessageSnapshot.Holder("", 0, ""),
                new MessageSnapshot.Execution(0, 180, 1, 3),
                notBefore,
                86_400));
    }

    @Nested
    class An_announced_id {
        @Test
        void whose_publisher_died_before_creating_it_is_forgotten_with_what_it_owes() {
            assertThat(Repair.ofAnnounced(Optional.empty())).isEqualTo(new Announced.Forget(true));
        }

        @Test
        void whose_publisher_died_after_creating_it_is_enqueued() {
            assertThat(Repair.ofAnnounced(due(0))).isEqualTo(new Announced.Enqueue(0));
        }

        @Test
        void that_is_not_due_yet_is_delayed() {
            assertThat(Repair.ofAnnounced(due(NOW + 5_000))).isEqualTo(new Announced.Enqueue(NOW + 5_000));
        }

        @Test
        void that_somebody_has_or_had_needs_no_entry_and_still_owes() {
            assertThat(Repair.ofAnnounced(message(Status.STARTED, "t", NOW + 1, -1, 1)))
                    .isEqualTo(new Announced.Forget(false));
            assertThat(Repair.ofAnnounced(message(Status.FINISHED, "", 0, -1, 1)))
                    .isEqualTo(new Announced.Forget(false));
        }
    }

    @Nested
    class An_id_whose_lease_ran_out {
        @Test
        void is_dropped_when_the_message_is_gone() {
            assertThat(Repair.ofLapsed(Optional.empty(), NOW)).isEqualTo(new Lapsed.Drop());
        }

        @Test
        void returns_without_losing_an_attempt_when_it_was_taken_but_never_started() {
            assertThat(Repair.ofLapsed(due(0), NOW)).isEqualTo(new Lapsed.GiveBack(0));
            assertThat(Repair.ofLapsed(due(NOW - 1), NOW)).isEqualTo(new Lapsed.GiveBack(0));
            assertThat(Repair.ofLapsed(due(NOW + 1), NOW)).isEqualTo(new Lapsed.GiveBack(NOW + 1));
        }

        @Test
        void leaves_the_hand_when_the_message_has_ended() {
            assertThat(Repair.ofLapsed(message(Status.FAILED, "", 0, -1, 1), NOW))
                    .isEqualTo(new Lapsed.Conclude());
        }

        @Test
        void loses_an_attempt() {
            assertThat(Repair.ofLapsed(message(Status.STARTED, "t", NOW - 1, -1, 2), NOW))
                    .isEqualTo(new Lapsed.Judge(new Outcome.Requeue("m1", "t", NOW - 1, Outcome.Why.LOST, 0)));
        }

        @Test
        void fails_after_its_last_attempt() {
            Lapsed repair = Repair.ofLapsed(message(Status.STARTED, "t", NOW - 1, -1, 3), NOW);

            assertThat(repair).isInstanceOfSatisfying(Lapsed.Judge.class, judge -> assertThat(judge.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.End.class,
                            end -> assertThat(end.verdict().stat()).isEqualTo("ERR_MSG_LOST")));
        }

        @Test
        void fails_when_its_execution_took_too_long_whatever_attempts_are_left() {
            Lapsed repair = Repair.ofLapsed(message(Status.STARTED, "t", NOW - 1, 60, 1), NOW);

            assertThat(repair).isInstanceOfSatisfying(Lapsed.Judge.class, judge -> assertThat(judge.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.End.class,
                            end -> assertThat(end.verdict().stat()).isEqualTo("ERR_MSG_TIMEOUT")));
        }

        @Test
        void is_held_on_when_the_hash_knows_better() {
            assertThat(Repair.ofLapsed(message(Status.STARTED, "t", NOW + 500, 180, 1), NOW))
                    .isEqualTo(new Lapsed.Hold(NOW + 500));
        }

        @Test
        void is_left_to_the_originals_worker_when_that_one_started_it() {
            assertThat(Repair.ofLapsed(message(Status.STARTED, "", 0, -1, 1), NOW))
                    .isEqualTo(new Lapsed.Unlease());
        }
    }

    @Nested
    class An_id_in_a_hand_of_the_originals {
        private static final String WORKER = "py:1:1";

        private static Optional<MessageSnapshot> held(Status status, String lease, int attempt) {
            return Optional.of(new MessageSnapshot(
                    "m1",
                    "/a/b",
                    status,
                    new MessageSnapshot.Holder(lease, 0, WORKER),
                    new MessageSnapshot.Execution(0, -1, attempt, 3),
                    0,
                    86_400));
        }

        @Test
        void is_executed_again_when_its_worker_is_gone() {
            assertThat(Repair.ofPython(held(Status.STARTED, "", 1)))
                    .isEqualTo(new Lapsed.Judge(new Outcome.Requeue("m1", "@" + WORKER, 0, Outcome.Why.LOST, 0)));
            assertThat(Repair.ofPython(held(Status.QUEUED, "", 1))).isEqualTo(new Lapsed.GiveBack(0));
        }

        @Test
        void fails_when_that_was_its_last_attempt() {
            assertThat(Repair.ofPython(held(Status.STARTED, "", 3)))
                    .isInstanceOfSatisfying(Lapsed.Judge.class, judge -> assertThat(judge.outcome())
                            .isInstanceOf(Outcome.End.class));
        }

        @Test
        void leaves_the_hand_when_it_has_ended_and_its_worker_died_before_saying_so() {
            assertThat(Repair.ofPython(held(Status.FINISHED, "", 1))).isEqualTo(new Lapsed.Conclude());
        }

        @Test
        void is_none_of_theirs_when_it_has_a_lease() {
            assertThat(Repair.ofPython(held(Status.STARTED, "t", 1))).isEqualTo(new Lapsed.Leave());
        }

        @Test
        void is_dropped_when_the_message_is_gone() {
            assertThat(Repair.ofPython(Optional.empty())).isEqualTo(new Lapsed.Drop());
        }
    }
}
