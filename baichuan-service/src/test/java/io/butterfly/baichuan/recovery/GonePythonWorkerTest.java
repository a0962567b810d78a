package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.python.PythonPeer;
import io.butterfly.baichuan.worker.WorkerRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What Python workers had taken returns when they are gone, and not before. They play command by command, on a clock
 * that the test sets.
 */
class GonePythonWorkerTest extends PythonFleet {
    private static final String OK = "{\"stat\": \"OK\"}";

    private final PythonPeer worker = newWorker();
    private List<String> ids;

    @BeforeEach
    void it_has_taken_a_memory_full() {
        worker.ago(LONG_AGO.multipliedBy(2)).register();
        for (int i = 0; i < PREFETCHED; i++) {
            worker.enqueue(UUID.randomUUID().toString(), "{}");
        }
        ids = take(worker.ago(LONG_AGO), PREFETCHED);
        ids.subList(0, THREADS).forEach(worker::run);
    }

    @AfterEach
    void leave_nothing_to_the_other_tests() {
        redis.del(key("wip"), "mq:worker:" + worker.worker);
        redis.srem("mq:workers", ("mq:worker:" + worker.worker).getBytes());
    }

    private void assertNothingReturned() {
        recover();
        assertThat(queued()).isEmpty();
    }

    private void assertReturned(List<String> some) {
        recover();
        assertThat(queued()).containsExactlyInAnyOrderElementsOf(some);
    }

    private List<String> begun() {
        return ids.subList(0, THREADS);
    }

    private List<String> waiting() {
        return ids.subList(THREADS, PREFETCHED);
    }

    @Nested
    class Its_registration_expires_while_it_works {
        @Test
        void and_everything_is_left_to_it_while_it_ends_messages() {
            worker.expire();
            worker.ago(LATELY).finish(ids.getFirst(), OK); // makes the hash again, with counters only

            assertNothingReturned();
            assertThat(held()).hasSize(PREFETCHED - 1);
        }

        @Test
        void and_everything_is_left_to_it_while_it_takes_messages() {
            ids.subList(0, PREFETCHED - THREADS + 1).forEach(id -> worker.finish(id, OK));
            waiting().forEach(worker::run);
            worker.enqueue(UUID.randomUUID().toString(), "{}");
            worker.expire();
            worker.run(worker.ago(LATELY).take());

            assertNothingReturned();
            assertThat(held()).hasSize(THREADS);
        }

        @Test
        void and_everything_is_left_to_it_while_its_heartbeat_goes_on() {
            worker.expire();
            worker.ago(LATELY).heartbeat();

            assertNothingReturned();
        }

        @Test
        void and_everything_returns_when_it_has_been_silent_for_long() {
            worker.expire();
            worker.finish(ids.getFirst(), OK);

            assertReturned(ids.subList(1, PREFETCHED));
            assertThat(held()).isEmpty();
        }
    }

    @Nested
    class It_is_told_to_stop_and_works_on_what_it_has {
        private final PythonPeer next = newWorker();

        @BeforeEach
        void stop() {
            worker.ago(LATELY).terminate();
            next.ago(LATELY).register();
        }

        @AfterEach
        void end() {
            redis.del("mq:worker:" + next.worker);
        }

        @Test
        void and_nothing_returns_while_it_says_so() {
            assertNothingReturned();
        }

        @Test
        void and_nothing_returns_while_it_ends_messages() {
            worker.expire();
            worker.finish(ids.getFirst(), OK);

            assertNothingReturned();
        }

        @Test
        void and_what_it_ends_after_all_is_listed_no_more() {
            worker.expire();
            assertReturned(ids);
            String late = waiting().getFirst();

            worker.run(late);
            worker.finish(late, OK);
            recover();

            assertThat(queued()).hasSize(PREFETCHED - 1).doesNotContain(late);
            assertThat(redis.zcard(key("returned"))).isEqualTo(PREFETCHED - 1);
            assertThat(worker.field(late, "status")).isEqualTo("finished");
        }
    }

    @Nested
    class It_is_killed_beside_a_living_one {
        private final PythonPeer other = newWorker();

        @AfterEach
        void end() {
            redis.del("mq:worker:" + other.worker);
        }

        private void otherIsBusyWithAnEarlierOne() {
            other.ago(LONG_AGO.multipliedBy(2)).register();
            other.enqueue("early" + handler.hashCode(), "{}");
            other.run(other.ago(LONG_AGO.plus(LATELY)).take());
        }

        @Test
        void and_nothing_returns_while_it_is_registered() {
            other.register();

            assertNothingReturned();
        }

        @Test
        void and_everything_returns_when_that_was_born_later() {
            worker.expire();
            other.register();

            assertReturned(ids);
        }

        @Test
        void and_what_it_had_not_begun_stays_while_the_other_may_have_it() {
            otherIsBusyWithAnEarlierOne();
            worker.expire();

            assertReturned(begun());
            assertThat(held()).containsAll(waiting());
        }

        @Test
        void and_everything_returns_when_the_other_has_begun_a_later_one() {
            otherIsBusyWithAnEarlierOne();
            other.enqueue("late" + handler.hashCode(), "{}");
            other.run(other.ago(LATELY).take());
            worker.expire();

            assertReturned(ids);
        }
    }

    @Nested
    class Nothing_is_left_of_its_registration_but_counters {
        @BeforeEach
        void zombie() {
            worker.expire();
            worker.finish(ids.getFirst(), OK);
            assertThat(redis.ttl("mq:worker:" + worker.worker)).as("for ever").isEqualTo(-1);
        }

        @Test
        void and_they_are_deleted() {
            WorkerRegistry registry = context.getBean(WorkerRegistry.class);

            registry.clearRests(List.of(worker.worker));

            assertThat(redis.exists("mq:worker:" + worker.worker)).isZero();
        }

        @Test
        void and_they_are_deleted_of_a_worker_that_only_recovery_has_seen() {
            redis.srem("mq:workers", ("mq:worker:" + worker.worker).getBytes());
            recover();

            context.getBean(WorkerRegistry.class).clearRests(List.of());

            assertThat(redis.exists("mq:worker:" + worker.worker)).isZero();
        }

        @Test
        void and_they_stay_while_its_heartbeat_goes_on_and_when_it_registers_again() {
            WorkerRegistry registry = context.getBean(WorkerRegistry.class);
            worker.ago(LATELY).heartbeat();

            registry.clearRests(List.of(worker.worker));
            assertThat(redis.exists("mq:worker:" + worker.worker)).isOne();

            worker.ago(LONG_AGO).register();
            registry.clearRests(List.of());
            assertThat(redis.exists("mq:worker:" + worker.worker)).isOne();
        }
    }

    @Test
    void an_id_without_a_message_is_forgotten_after_an_hour() {
        redis.del("mq:msg:" + ids.getFirst());
        recover();
        assertThat(held()).contains(ids.getFirst());

        redis.zincrby(key("wip"), -3_600, ids.getFirst().getBytes());
        recover();

        assertThat(held()).hasSize(PREFETCHED - 1).doesNotContain(ids.getFirst());
    }
}
