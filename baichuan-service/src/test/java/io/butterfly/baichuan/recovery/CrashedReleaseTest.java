package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.Execution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process dies between two steps of giving a message back. */
class CrashedReleaseTest extends Crash {
    @Test
    void after_the_hash_the_index_follows() {
        publish();
        Execution message = claim();
        finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, Outcome.Why.GIVEN_BACK, 0)));
        assertThat(status()).isEqualTo("queued");
        assertThat(isIndexed()).isTrue();

        theLeaseRunsOut();
        recover();

        assertIsExecutedOnce(1);
    }

    @Test
    void it_still_waits_until_it_is_due() {
        publish();
        Execution message = claim();
        finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, Outcome.Why.LOST, 60_000)));

        theLeaseRunsOut();
        recover();

        assertThat(take()).isEmpty();
        assertThat(redis.zscore(key("delayed"), id)).isNotNull();
        redis.zadd(key("delayed"), 1, id);
        recover();
        assertIsExecutedOnce(2);
    }

    @Test
    void a_replica_that_is_late_takes_nothing_from_the_next_worker() {
        publish();
        Execution lost = claim();
        List<Requeued> late = LeaseResult.accepted(
                finishing.requeue(List.of(new Outcome.Requeue(id, lost.lease(), 0, Outcome.Why.LOST, 0))));
        theLeaseRunsOut();
        recover();
        Execution message = claim();

        indexing.giveBack(late);

        assertThat(redis.zscore(key("lease"), id)).as("held by the next worker").isNotNull();
        assertThat(redis.zscore(key("wip"), id)).isNotNull();
        assertThat(redis.llen(key("queue"))).isZero();
        assertThat(message.attempt()).isEqualTo(2);
    }

    @Test
    void giving_back_twice_lists_it_once() {
        publish();
        Execution message = claim();
        List<Requeued> requeued = LeaseResult.accepted(
                finishing.requeue(List.of(new Outcome.Requeue(id, message.lease(), 0, Outcome.Why.GIVEN_BACK, 0))));
        indexing.giveBack(requeued);
        indexing.giveBack(requeued);

        assertIsExecutedOnce(1);
    }
}
