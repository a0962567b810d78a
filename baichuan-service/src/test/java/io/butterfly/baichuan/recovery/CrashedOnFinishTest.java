package io.butterfly.baichuan.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.butterfly.baichuan.finish.Finishes;
import io.butterfly.baichuan.finish.Outcome;
import io.butterfly.baichuan.message.Execution;
import io.butterfly.baichuan.message.Verdict;
import io.butterfly.baichuan.publish.Draft;
import io.butterfly.baichuan.publish.Publishing;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The process dies while it reports that a message has ended. */
class CrashedOnFinishTest extends Crash {
    private Draft report;

    @BeforeEach
    void the_message_has_ended_and_left_every_hand() {
        publish();
        indexing.conclude(end(claim()));
        assertThat(redis.zscore(key("ending"), id))
                .as("its report is not published yet")
                .isZero();
        report = report();
    }

    @Test
    void before_the_report_is_announced() {
        recover();

        assertIsOver();
    }

    @Test
    void after_the_report_is_announced() {
        publishing.announce(List.of(report));

        recover();

        assertIsOver();
    }

    @Test
    void after_the_report_is_created() {
        publishing.create(List.of(report), publishing.announce(List.of(report)));
        recover();

        redis.zadd("mq:pending:{" + listener + "}", 1, report.id());
        recover();

        assertIsOver();
    }

    @Test
    void after_the_report_is_published() {
        context.getBean(Publishing.class).publish(List.of(report));

        recover();

        assertIsOver();
    }

    @Test
    void after_the_message_got_its_expiry() {
        context.getBean(Publishing.class).publish(List.of(report));
        finishing.settle(List.of(), List.of(id));
        assertThat(redis.ttl("mq:msg:" + id)).isPositive();

        recover();

        assertIsOver();
    }

    @Test
    void and_somebody_has_executed_the_report_meanwhile() {
        context.getBean(Publishing.class).publish(List.of(report));
        Execution heard = begin(listener, claiming.take(listener, 1, LEASE).ids())
                .executions()
                .getFirst();
        context.getBean(Finishes.class)
                .finish(List.of(new Outcome.End(heard.id(), heard.lease(), 0, Verdict.of("{\"stat\":\"OK\"}"))));

        recover();

        assertThat(claiming.take(listener, 1, LEASE).ids()).isEmpty();
        assertThat(redis.zscore(key("ending"), id)).isNull();
        assertThat(redis.ttl("mq:msg:" + id)).isPositive();
    }

    @Test
    void and_the_message_is_deleted_meanwhile() {
        redis.del("mq:msg:" + id);

        recover();

        assertThat(claiming.take(listener, 1, LEASE).ids()).isEmpty();
        assertThat(redis.zscore(key("ending"), id)).isNull();
    }
}
