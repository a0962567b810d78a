package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Ended;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.DueTime;
import io.butterfly.baichuan.publish.Options;
import io.butterfly.baichuan.publish.Position;
import io.butterfly.baichuan.publish.Publishing;
import io.butterfly.baichuan.publish.Unique;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process dies between two steps of a finish. */
class CrashedFinishTest extends Crash {
    @Test
    void after_the_hash_the_index_follows_and_the_end_is_reported() {
        publish();
        end(claim());
        assertThat(status()).isEqualTo("finished");
        assertThat(isIndexed()).isTrue();

        theLeaseRunsOut();
        recover();
        recover();

        assertIsOver();
    }

    @Test
    void after_the_hash_its_equals_may_be_published() {
        Unique unique = Unique.byText(Unique.Mode.REJECT, "k", 0);
        context.getBean(Publishing.class).publish(List.of(of(draft.options(), unique)));
        end(claim());
        assertThat(redis.keys(key("unique") + ":*")).hasSize(1);

        theLeaseRunsOut();
        recover();

        assertThat(redis.keys(key("unique") + ":*")).isEmpty();
    }

    @Test
    void after_an_error_that_is_to_be_retried_the_attempt_is_lost_and_the_retry_is_not() {
        Options retried =
                new Options(180, 500, 500, 0, DueTime.NOW, Position.BACK, new Options.Repeats(1, 0, 3), listener);
        context.getBean(Publishing.class).publish(List.of(of(retried, Unique.NO)));
        Execution message = claim();
        Outcome.End error = new Outcome.End(id, message.lease(), 0, Verdict.of("{\"stat\":\"ERR_BIZ\"}"));
        assertThat(finishing.end(List.of(error)).getFirst()).isInstanceOf(LeaseResult.Postponed.class);
        assertThat(status()).isEqualTo("started");

        theLeaseRunsOut();
        recover();

        assertIsExecutedOnce(2);
    }

    private Draft of(Options options, Unique unique) {
        return of(id, options, unique);
    }

    private Draft of(String id, Options options, Unique unique) {
        return new Draft(id, false, handler, "{}", options, unique, draft.origin());
    }

    @Test
    void a_replica_that_is_late_takes_nothing_from_a_later_message_of_the_same_id() {
        publish();
        List<Ended> late = end(claim());
        theLeaseRunsOut();
        recover();
        recover();
        redis.del("mq:msg:" + id);
        publish();
        claim();

        indexing.conclude(late);
        finishing.settle(late, List.of());

        assertThat(redis.zscore(key("lease"), id)).as("held by a worker").isNotNull();
        assertThat(redis.zscore(key("wip"), id)).isNotNull();
        assertThat(redis.zscore(key("ending"), id))
                .as("its own end is to be reported")
                .isPositive();
    }

    @Test
    void a_report_that_cannot_be_published_keeps_neither_a_retry_nor_another_report_back() {
        Options retried =
                new Options(180, 500, 500, 0, DueTime.NOW, Position.BACK, new Options.Repeats(1, 0, 3), listener);
        Draft heard = of(id + "-heard", draft.options().withOnFinish(listener + "/other"), Unique.NO);
        Draft again = of(id + "-again", retried, Unique.NO);
        context.getBean(Publishing.class).publish(List.of(draft, heard, again));
        List<Execution> messages = begin(handler, take()).executions();
        redis.set("mq:queue:{" + listener + "}", "no list");

        List<Outcome> outcomes = messages.stream()
                .<Outcome>map(message -> new Outcome.End(
                        message.id(),
                        message.lease(),
                        0,
                        Verdict.of(message.id().equals(again.id()) ? "{\"stat\":\"ERR_BIZ\"}" : "{\"stat\":\"OK\"}")))
                .toList();
        assertThat(context.getBean(Finishes.class).finish(outcomes)).hasToString("[OK, OK, OK]");

        assertThat(redis.hget("mq:msg:" + again.id(), "status")).isEqualTo("queued");
        assertThat(waiting(listener + "/other")).hasSize(1);
        redis.del("mq:queue:{" + listener + "}");
        redis.zadd("mq:pending:{" + listener + "}", 1, report().id());
        recover();
        recover();
        assertIsOver();
    }

    @Test
    void after_the_end_of_a_report_whose_message_has_a_large_result_that_message_expires() {
        publish();
        Execution message = claim();
        String large = "{\"stat\":\"OK\",\"text\":\"" + "x".repeat(70_000) + "\"}";
        Outcome.End end = new Outcome.End(id, message.lease(), 0, Verdict.of(large));
        assertThat(context.getBean(Finishes.class).finish(List.of(end))).hasToString("[OK]");
        assertThat(redis.ttl("mq:msg:" + id)).as("it alone has the result").isEqualTo(-1);
        Execution report = begin(listener, claiming.take(listener, 1, LEASE).ids())
                .executions()
                .getFirst();

        indexing.conclude(end(report));
        recover();

        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
        assertThat(redis.zscore("mq:ending:{" + listener + "}", report.id())).isNull();
    }

    @Test
    void after_the_index_the_end_is_reported() {
        publish();
        indexing.conclude(end(claim()));
        assertThat(redis.ttl("mq:msg:" + id))
                .as("kept until its end is reported")
                .isEqualTo(-1);

        recover();

        assertIsOver();
    }
}
