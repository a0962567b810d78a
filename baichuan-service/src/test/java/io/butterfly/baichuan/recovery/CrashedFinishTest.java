package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.IndexSteps;
import io.butterfly.baichuan.finish.LeaseResult;
import io.butterfly.baichuan.finish.Outcome;
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
        return new Draft(id, false, handler, "{}", options, unique, draft.origin());
    }

    @Test
    void after_the_index_the_end_is_reported() {
        publish();
        indexing.conclude(end(claim()), IndexSteps.WHENEVER);
        assertThat(redis.ttl("mq:msg:" + id))
                .as("kept until its end is reported")
                .isEqualTo(-1);

        recover();

        assertIsOver();
    }
}
