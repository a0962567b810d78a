package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.butterfly.baichuan.claim.Claim;
import io.butterfly.baichuan.claim.ClaimSteps;
import io.butterfly.baichuan.claim.Claims;
import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.finish.Requeued;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import io.butterfly.embedded.Eventually;
import io.butterfly.http.load.Load;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The process dies between two steps of a claim, or its worker does. */
class CrashedClaimTest extends Crash {
    @Test
    void after_taking_it_returns_and_no_attempt_is_lost() {
        publish();
        take();
        assertThat(isIndexed()).isTrue();

        theLeaseRunsOut();
        recover();

        assertIsExecutedOnce(1);
    }

    @Test
    void after_starting_an_attempt_is_lost() {
        publish();
        Execution lost = claim();
        assertThat(isIndexed()).isTrue();

        theLeaseRunsOut();
        recover();

        Outcome late = new Outcome.End(id, lost.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"));
        assertThat(context.getBean(Finishes.class).finish(List.of(late))).hasToString("[ERR_LEASE_LOST]");
        assertIsExecutedOnce(2);
    }

    @Test
    void an_id_that_was_listed_twice_is_handed_out_once() {
        publish();
        redis.rpush(key("queue"), id);

        assertIsExecutedOnce(1);
    }

    @Test
    void an_id_that_a_dead_python_worker_never_let_go_of_is_handed_out() {
        redis.zadd(key("wip"), 1, id);
        publish();

        assertIsExecutedOnce(1);
    }

    @Test
    void what_a_living_python_worker_executes_is_left_to_it_although_it_is_listed_again() {
        publish();
        redis.lpop(key("queue"));
        redis.zadd(key("wip"), 4_000_000_000.0, id);
        redis.hset("mq:msg:" + id, Map.of("status", "started", "handle_worker", "python:1:1"));
        redis.rpush(key("queue"), id);

        assertThat(begin(handler, take()).executions()).isEmpty();
        theLeaseRunsOut();
        recover();

        assertThat(status()).isEqualTo("started");
        assertThat(redis.llen(key("queue"))).isZero();
        assertThat(redis.zscore(key("wip"), id)).isNotNull();
        assertThat(redis.zscore(key("lease"), id))
                .as("so that it returns when that worker is gone")
                .isNull();
    }

    @Test
    void a_listing_of_an_ended_message_disappears() {
        publish();
        redis.rpush(key("queue"), id);
        Execution message = begin(handler, claiming.take(handler, 1, LEASE).ids())
                .executions()
                .getFirst();
        context.getBean(Finishes.class)
                .finish(List.of(new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"))));

        assertThat(begin(handler, take()).executions()).isEmpty();
        theLeaseRunsOut();
        recover();

        assertIsOver();
    }

    @Test
    void a_lease_that_was_renewed_on_the_hash_only_still_holds() {
        publish();
        Execution message = claim();
        redis.zadd(key("lease"), 1, id);

        recover();

        assertThat(status()).isEqualTo("started");
        assertThat(redis.zscore(key("lease"), id)).isGreaterThan(1);
        assertThat(end(message)).hasSize(1);
    }

    @Test
    void what_was_started_is_given_back_when_the_rest_of_the_claim_fails() {
        Draft plain = new Draft(id, false, handler, "{}", Options.DEFAULTS, Unique.NO, draft.origin());
        context.getBean(Publishing.class).publish(List.of(plain));
        redis.rpush(key("queue"), "no message");
        redis.set(key("ending"), "no zset"); // so that the second id cannot be let go of
        Claims claims = context.getBean(Claims.class);
        Claim claim = new Claim("w:0:1", List.of(handler), 10, Duration.ZERO, LEASE, () -> true, Load.uncounted());

        assertThatThrownBy(() -> claims.claim(claim)).isInstanceOf(IllegalStateException.class);

        Eventually.within(Duration.ofSeconds(60), () -> assertThat(redis.llen(key("queue")))
                .isEqualTo(1));
        redis.del(key("ending"));
        Execution message = claim();
        assertThat(message.id()).isEqualTo(id);
        assertThat(message.attempt()).isEqualTo(1);
    }

    @Test
    void a_message_that_is_published_while_its_id_is_held_is_listed_when_it_is_let_go_of() {
        redis.rpush(key("queue"), id);
        ClaimSteps.Taken taken = claiming.take(handler, 10, LEASE);
        assertThat(taken.ids()).containsExactly(id);
        publish();
        assertThat(redis.llen(key("queue"))).isZero();

        indexing.letGo(handler, List.of(), List.of(id), taken.leaseUntil());
        theAnnouncementGrowsOld();
        recover();

        Execution message = claim();
        assertThat(message.id()).isEqualTo(id);
        assertThat(take()).isEmpty();
    }

    @Test
    void a_recovery_that_looked_long_ago_takes_nothing_from_a_new_hand() {
        publish();
        take();

        indexing.giveBack(List.of(new Requeued(id, handler, 0, 1)));
        indexing.letGo(handler, List.of(), List.of(id), 1);

        assertThat(redis.zscore(key("wip"), id)).isNotNull();
        assertThat(redis.zscore(key("ending"), id)).isNotNull();
        assertThat(redis.llen(key("queue"))).isZero();
    }

    @Test
    void a_message_that_was_deleted_in_a_hand_leaves_nothing() {
        publish();
        claim();
        redis.del("mq:msg:" + id);

        theLeaseRunsOut();
        recover();

        assertThat(isIndexed()).isFalse();
        assertThat(redis.zscore(key("lease"), id)).isNull();
        assertThat(redis.zscore(key("ending"), id)).isNull();
    }
}
